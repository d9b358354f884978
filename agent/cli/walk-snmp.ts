/** `mlinzi snmp walk <device>`: all that a device shows, on the screen or as a recording. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { systemClock } from '../../lib/system-clock.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CommandOutput } from './output.ts'
import { addressOf, targetOf } from './snmp-access.ts'
import type { WalkWords } from './snmp-words.ts'

/** Gives the exit code. A walk that ends early leaves what it has, and says why. */
export async function walkDevice(
  name: string,
  words: WalkWords,
  profiles: string,
  output: CommandOutput,
): Promise<number> {
  const target = targetOf(name, words, process.env)
  if (typeof target === 'string') {
    output.printError(target)
    return exitCodes.usage
  }
  const { openStation, reasonTexts, recordDevice, SnmpFault } = await import('../snmp.ts')
  const station = await openStation(profiles, systemClock)
  const file = words.record === true ? `${name.replaceAll(/[^\w.-]/g, '_')}.snmprec` : words.record
  let lines = 0
  const sink = file === undefined ? undefined : await fileSink(file)
  try {
    const session = await station.session(target, async (host) => {
      const address = await addressOf(host)
      if (address === undefined) throw new SnmpFault('no_address', `${host} has no address`)
      return address
    })
    const { signal } = new AbortController()
    for await (const line of recordDevice(session, { whole: words.whole, signal })) {
      lines++
      if (sink) await sink.write(line)
      else output.print(line)
    }
    session.close()
    if (file !== undefined) output.printError(`${lines} values written to ${file}`)
    if (lines === 0) output.printError(`${name}: ${reasonTexts.no_view}`)
    return lines === 0 ? exitCodes.failed : exitCodes.ok
  } catch (error) {
    if (!(error instanceof SnmpFault)) throw error
    output.printError(`${name}: ${reasonTexts[error.reason]} (after ${lines} values)`)
    return exitCodes.failed
  } finally {
    await sink?.end()
    station.close()
  }
}

async function fileSink(file: string) {
  const stream = createWriteStream(file, { mode: 0o600 })
  await once(stream, 'open')
  return {
    write: async (line: string): Promise<void> => {
      if (!stream.write(`${line}\n`)) await once(stream, 'drain')
    },
    end: async (): Promise<void> => {
      stream.end()
      await once(stream, 'close')
    },
  }
}
