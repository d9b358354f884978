/** What an officer would like to know of a computer and why this one does not tell it. */
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import type { Host } from '../host/host.ts'
import type { ReadOnce } from './read-once.ts'

export interface MissingFact {
  readonly fact: string
  readonly why: string
}

interface Explained {
  readonly fact: string
  readonly isKnown: (read: ReadOnce) => boolean
  readonly why: (host: Host, inventory: Inventory | undefined) => string
}

const hasReading =
  (measurement: string, field: string) =>
  ({ readings }: ReadOnce): boolean =>
    readings.some(
      (one) => one.measurement.name === measurement && (one.fields[field] ?? null) !== null,
    )

const needsRoot = (host: Host): string =>
  isRoot(host) ? 'the firmware does not tell it' : 'only the administrator (root) may read it'

const explained: readonly Explained[] = [
  {
    fact: 'disk health',
    isKnown: hasReading('smart_device', 'health_ok'),
    why: (host) =>
      installed(host, '/usr/sbin/smartctl')
        ? 'smartctl is installed; this version of the agent does not ask it'
        : 'smartctl is not installed',
  },
  {
    fact: 'temperatures',
    isKnown: hasReading('temp', 'temp'),
    why: (_, inventory) =>
      inventory?.computer.virtual
        ? 'a virtual machine has no sensors'
        : 'the kernel shows no sensor; a driver (coretemp, k10temp, nct6775) may be missing',
  },
  {
    fact: 'fans',
    isKnown: hasReading('fan', 'speed'),
    why: (_, inventory) =>
      inventory?.computer.virtual
        ? 'a virtual machine has no fans'
        : 'the kernel shows no fan that turns; the board’s driver may be missing',
  },
  {
    fact: 'people logged in',
    isKnown: hasReading('system', 'n_users'),
    why: () => 'no login manager (systemd-logind) runs',
  },
  {
    fact: 'pressure',
    isKnown: hasReading('pressure', 'avg10'),
    why: () => 'the kernel does not measure it; it would with psi=1 on its command line',
  },
  {
    fact: 'serial number',
    isKnown: ({ inventory }) => inventory?.computer.serial !== undefined,
    why: needsRoot,
  },
  {
    fact: 'memory modules',
    isKnown: ({ inventory }) => inventory?.memory.modules !== undefined,
    why: (host) =>
      installed(host, '/usr/sbin/dmidecode') ? needsRoot(host) : 'dmidecode is not installed',
  },
]

export function missingFacts(host: Host, read: ReadOnce): readonly MissingFact[] {
  return explained
    .filter(({ isKnown }) => !isKnown(read))
    .map(({ fact, why }) => ({ fact, why: why(host, read.inventory) }))
}

function installed(host: Host, program: string): boolean {
  const slash = program.lastIndexOf('/')
  return host.list(program.slice(0, slash)).includes(program.slice(slash + 1))
}

function isRoot(host: Host): boolean {
  try {
    return /^Uid:\s+\d+\s+0\s/m.test(host.readTextNow('/proc/self/status'))
  } catch {
    return false
  }
}
