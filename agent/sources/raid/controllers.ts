/** RAID controllers with a program of their maker's: the first that is installed is asked. */
import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, type Host, type UnknownReason } from '../../host/host.ts'
import { noRaid, type RaidFacts } from './array-facts.ts'
import { parseMegacli, parseMegacliBattery } from './megacli.ts'
import { parseSsacli } from './ssacli.ts'
import { parseStorcli } from './storcli.ts'

const programTimeoutMs = 30_000
const outputBytesMax = 4 * 1024 * 1024

interface Maker {
  readonly name: string
  readonly paths: readonly string[]
  readonly commands: readonly (readonly string[])[]
  /** From the outputs, in the commands' order. */
  readonly decode: (outputs: readonly string[]) => RaidFacts | undefined
}

const makers: readonly Maker[] = [
  {
    name: 'storcli',
    paths: [
      '/opt/MegaRAID/storcli/storcli64',
      '/opt/MegaRAID/perccli/perccli64',
      '/usr/sbin/storcli64',
    ],
    commands: [
      ['/cALL', 'show', 'all', 'J'],
      ['/cALL/eALL/sALL', 'show', 'all', 'J'],
    ],
    decode: ([all = '', drives = '']) => {
      const facts = parseStorcli(all)
      const detailed = parseStorcli(drives)?.drives ?? []
      return facts && { ...facts, drives: detailed.length > 0 ? detailed : facts.drives }
    },
  },
  {
    name: 'MegaCli',
    paths: ['/opt/MegaRAID/MegaCli/MegaCli64', '/usr/sbin/megacli'],
    commands: [
      ['-LDPDInfo', '-aAll', '-NoLog'],
      ['-AdpBbuCmd', '-aAll', '-NoLog'],
    ],
    decode: ([drives = '', battery = '']) => {
      const facts = parseMegacli(drives)
      return facts && { ...facts, controllers: parseMegacliBattery(battery) }
    },
  },
  {
    name: 'ssacli',
    paths: ['/usr/sbin/ssacli', '/usr/sbin/hpssacli'],
    commands: [['ctrl', 'all', 'show', 'config', 'detail']],
    decode: ([text = '']) => parseSsacli(text),
  },
]

export async function raidControllers(host: Host): Promise<RaidFacts> {
  let all = noRaid
  for (const maker of makers) {
    const facts = await ask(host, maker)
    all = {
      arrays: [...all.arrays, ...facts.arrays],
      controllers: [...all.controllers, ...facts.controllers],
      drives: [...all.drives, ...facts.drives],
    }
  }
  return all
}

async function ask(host: Host, maker: Maker): Promise<RaidFacts> {
  for (const path of maker.paths) {
    try {
      const outputs: string[] = []
      for (const command of maker.commands) {
        const { stdout } = await host.run(path, command, {
          timeoutMs: programTimeoutMs,
          outputBytesMax,
        })
        outputs.push(stdout)
      }
      return maker.decode(outputs) ?? unknownController(maker, 'bad_output')
    } catch (error) {
      if (error instanceof NotPresent) continue
      return unknownController(maker, error instanceof TimedOut ? 'timed_out' : 'provider_failed')
    }
  }
  return noRaid
}

function unknownController({ name }: Maker, reason: UnknownReason): RaidFacts {
  return { ...noRaid, controllers: [{ controller: name, fields: { state: 'unknown', reason } }] }
}
