/** `mlinzi agent once snmp <device>`: reads a device twice, so that there are rates, and prints it. */
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { exitCodes } from '../exit-codes.ts'
import type { SnmpReason } from '../sources/network/snmp/fault.ts'
import type { CommandOutput } from './output.ts'
import { plainReading, readingsTable } from './readings-text.ts'
import { addressOf, targetOf } from './snmp-access.ts'
import type { AccessWords } from './snmp-words.ts'

const betweenMs = 2000

/** Gives the exit code: 1 when the device could not be read. */
export async function showDevice(
  name: string | undefined,
  words: AccessWords & { readonly json?: true },
  profiles: string,
  output: CommandOutput,
  clock: Clock = systemClock,
): Promise<number> {
  const target = targetOf(name, words, process.env)
  if (typeof target === 'string') return refuse(target, output)
  const { openStation, reasonTexts, SnmpFault } = await import('../snmp.ts')
  const station = await openStation(profiles, clock)
  const device = station.device(target, async (host) => {
    const address = await addressOf(host)
    if (address === undefined) throw new SnmpFault('no_address', `${host} has no address`)
    return address
  })
  const { signal } = new AbortController()
  try {
    let readings = await device.read(signal, true)
    if (reasonOf(readings) === 'none') {
      await clock.sleep(betweenMs)
      readings = await device.read(signal, true)
    }
    const reason = reasonOf(readings)
    const isThere = readings.length > 1
    if (isThere) output.print(words.json ? jsonOf(readings) : readingsTable(readings))
    if (reason !== 'none') output.printError(`${target.address}: ${reasonTexts[reason]}`)
    return isThere ? exitCodes.ok : exitCodes.failed
  } finally {
    device.close()
    station.close()
  }
}

function refuse(text: string, output: CommandOutput): number {
  output.printError(text)
  return exitCodes.usage
}

function reasonOf(readings: readonly Reading[]): SnmpReason | 'none' {
  return readings[0]?.fields['reason'] as SnmpReason | 'none'
}

function jsonOf(readings: readonly Reading[]): string {
  return JSON.stringify({ readings: readings.map(plainReading) }, null, 2)
}
