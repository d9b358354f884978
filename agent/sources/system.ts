import { system } from '../../contract/catalogue/families/system.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../host/host.ts'
import { systemAbout } from './system/about.ts'
import { settledBootTime } from './parts/boot-time.ts'
import type { Source } from './source.ts'
import { systemFromNode } from './system/from-node.ts'

const sessionsFolder = '/run/systemd/sessions'
const sessionsMax = 256
const tags = {}

export const systemSource: Source = {
  name: 'system',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux', 'win32', 'darwin'],
  about: systemAbout,
  measurements: [system.name],
  start: ({ host }) => {
    if (host.platform !== 'linux') return systemFromNode()
    const processors = host.facts().logicalProcessors
    let bootTime = -Infinity
    return ({ host, clock }) => {
      bootTime = settledBootTime(clock, bootTime)
      const [load1, load5, load15] = host.readTextNow('/proc/loadavg').split(' ', 3).map(Number)
      const users = loggedIn(host)
      return [
        reading(system, tags, {
          load1,
          load5,
          load15,
          n_cpus: processors,
          n_users: users?.length,
          n_unique_users: users && new Set(users).size,
          uptime: Math.round(clock.uptime() / 1000),
          boot_time: Math.max(0, bootTime),
        }),
      ]
    }
  },
}

/**
 * Numbers of the users whose sessions are open, from the login manager's own files: the old utmp is
 * gone from Debian 13. Undefined where no login manager runs: unknown is not nobody.
 */
function loggedIn(host: Host): readonly string[] | undefined {
  const names = host.list(sessionsFolder)
  if (names.length === 0 && !host.list('/run/systemd').includes('sessions')) return undefined
  const users: string[] = []
  for (const name of names.slice(0, sessionsMax)) {
    if (name.endsWith('.ref')) continue
    const session = readSession(host, `${sessionsFolder}/${name}`)
    if (session && isOpen(session)) users.push(valueOf(session, 'UID') ?? name)
  }
  return users
}

function readSession(host: Host, path: string): string | undefined {
  try {
    return host.readTextNow(path)
  } catch (error) {
    // It was closed since the folder was listed.
    if (error instanceof NotPresent) return undefined
    throw error
  }
}

/** A person's session; greeters, service managers and sessions that are ending are none. */
function isOpen(session: string): boolean {
  return (
    valueOf(session, 'CLASS')?.startsWith('user') === true &&
    valueOf(session, 'STATE') !== 'closing'
  )
}

function valueOf(text: string, key: string): string | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${key}=`))
  return line?.slice(key.length + 1)
}
