/** What an officer would like to know of a computer and why this one does not tell it. */
import type { DoctorTexts } from '../../config/locales/doctor-texts.ts'
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { unknownReasons } from '../../contract/catalogue/unknown-reason.ts'
import type { Host, Unknown, UnknownReason } from '../host/host.ts'
import type { SourceStatus } from '../source-runner.ts'
import type { ReadOnce } from './read-once.ts'

/** Either a reason of the closed set or a word about this machine. */
export interface MissingFact {
  /** Name of the source, or of a part of it. */
  readonly fact: string
  /** Which of several: the disk, the job. */
  readonly of: string | undefined
  readonly reason: UnknownReason | undefined
  readonly machine: keyof DoctorTexts['machine'] | undefined
  /** It is PowerShell itself that told nothing, not this fact's own part of the query. */
  readonly powershell?: boolean
}

interface Explained {
  readonly fact: string
  readonly isKnown: (read: ReadOnce) => boolean
  readonly why: (host: Host, inventory: Inventory | undefined) => keyof DoctorTexts['machine']
}

const hasReading =
  (measurement: string, field: string) =>
  ({ readings }: ReadOnce): boolean =>
    readings.some(
      (one) => one.measurement.name === measurement && (one.fields[field] ?? null) !== null,
    )

const explained: readonly Explained[] = [
  {
    fact: 'temperatures',
    isKnown: hasReading('temp', 'temp'),
    why: (_, inventory) => (inventory?.computer.virtual ? 'virtualSensors' : 'noSensors'),
  },
  {
    fact: 'fans',
    isKnown: hasReading('fan', 'speed'),
    why: (_, inventory) => (inventory?.computer.virtual ? 'virtualFans' : 'noFans'),
  },
  {
    fact: 'users',
    isKnown: hasReading('system', 'n_users'),
    why: () => 'noLoginManager',
  },
  {
    fact: 'pressure',
    isKnown: hasReading('pressure', 'avg10'),
    why: () => 'noPressure',
  },
  {
    fact: 'serial',
    isKnown: ({ inventory }) => inventory?.computer.serial !== undefined,
    why: needsRoot,
  },
  {
    fact: 'modules',
    isKnown: ({ inventory }) => inventory?.memory.modules !== undefined,
    why: (host) => (installed(host, '/usr/sbin/dmidecode') ? needsRoot(host) : 'noDmidecode'),
  },
]

/** In the order: whole sources, single things that a source cannot tell, the machine itself. */
export function missingFacts(host: Host, read: ReadOnce): readonly MissingFact[] {
  return [
    ...read.statuses.flatMap((status) => ofSource(status, read.windowsQuery)),
    ...read.readings.flatMap(ofReading),
    // The kernel's own words, which only Linux has.
    ...(host.platform === 'linux' ? ofMachine(host, read) : []),
  ]
}

function ofSource(
  { name, state, unknown, reason }: SourceStatus,
  windowsQuery: Unknown | undefined,
): readonly MissingFact[] {
  if (state !== 'unknown') return []
  const powershell = windowsQuery !== undefined && reason === windowsQuery.message
  return [{ fact: name, of: undefined, reason: unknown, machine: undefined, powershell }]
}

/** The sources of what is told by several measurements. */
const sourceOf: Readonly<Record<string, string>> = {
  antivirus_product: 'antivirus',
  raid_array: 'raid',
  raid_controller: 'raid',
  smart_device: 'smart',
  system_signal: 'signals',
  update: 'updates',
}

/** A disk behind a controller, a repository without a password file: known of the rest. */
function ofReading({ measurement, tags, fields }: Reading): readonly MissingFact[] {
  const field = measurement.fields['reason']
  const word = fields['reason']
  if (field?.kind !== 'state' || typeof word !== 'string' || word === 'none') return []
  const of = Object.values(tags).find((value) => value !== undefined && value !== '')
  const fact = sourceOf[measurement.name] ?? measurement.name
  return [{ fact, of, reason: asReason(word), machine: undefined }]
}

function asReason(word: string): UnknownReason | undefined {
  return isReason(word) ? word : undefined
}

function isReason(word: string): word is UnknownReason {
  return word !== 'none' && Object.hasOwn(unknownReasons, word)
}

function ofMachine(host: Host, read: ReadOnce): readonly MissingFact[] {
  return explained
    .filter(({ isKnown }) => !isKnown(read))
    .map(({ fact, why }) => ({
      fact,
      of: undefined,
      reason: undefined,
      machine: why(host, read.inventory),
    }))
}

function needsRoot(host: Host): keyof DoctorTexts['machine'] {
  return host.facts().privileged ? 'firmwareSilent' : 'rootOnly'
}

function installed(host: Host, program: string): boolean {
  const slash = program.lastIndexOf('/')
  return host.list(program.slice(0, slash)).includes(program.slice(slash + 1))
}
