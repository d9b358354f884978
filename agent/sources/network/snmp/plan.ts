/** Which readers a device needs, and what each of them has to ask at a beat. */
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import { SnmpFault } from './fault.ts'
import { entityColumns, identityScalars, printerIdentityColumns, system } from './mib/system.ts'
import type { DeviceKind, Profile } from '../../../../contract/device-profile.ts'
import { matchProfile } from './profile.ts'
import { profileReader } from './profile-reader.ts'
import type { DecodeContext, Needs, Reader, Tier } from './reader.ts'
import { kindOf, readers } from './readers.ts'
import type { Asker } from './session.ts'
import type { SnmpTarget } from './target.ts'
import { oidOf, textOf } from './values.ts'
import type { DeviceView } from './view.ts'
import { getAll, nextOf, readColumns, type Column, type WalkState } from './walk.ts'

const entityRoot = '1.3.6.1.2.1.47.1.1.1'
const hostDevices = '1.3.6.1.2.1.25.3.2'
const printerRoot = '1.3.6.1.2.1.43.5'
const probesAtOnce = 12

export class Plan {
  readonly #target: SnmpTarget
  readonly #profiles: readonly Profile[]
  readonly #view: DeviceView
  active: readonly ActiveReader[] = []
  profile: Profile | undefined
  kind: DeviceKind = 'generic'

  constructor(target: SnmpTarget, profiles: readonly Profile[], view: DeviceView) {
    this.#target = target
    this.#profiles = profiles
    this.#view = view
  }

  /**
   * Asks what the device is and which tables it has. Readers that stay keep their memory.
   * @throws SnmpFault no_view: it answers and shows nothing at all.
   */
  async identify(asker: Asker, walk: WalkState): Promise<void> {
    const view = this.#view
    view.putScalars(identityScalars, await getAll(asker, identityScalars))
    const present = await this.#present(asker, walk)
    const anything = present.size > 0 || identityScalars.some((oid) => view.scalar(oid))
    if (!anything) throw new SnmpFault('no_view', 'The device shows nothing')
    if (present.has(entityRoot)) view.putColumns(await readColumns(asker, entityColumns, walk))
    if (present.has(printerRoot) || present.has(hostDevices)) {
      view.putColumns(await readColumns(asker, printerIdentityColumns, walk))
    }
    this.profile = this.#match(present)
    const without = new Set(this.profile?.without)
    const wanted = readers.filter(
      ({ name, probes }) => !without.has(name) && probes.some((probe) => present.has(probe)),
    )
    this.kind = kindOf(this.profile, new Set(wanted.map(({ name }) => name)))
    const own = this.profile ? [profileReader(this.profile)] : []
    this.active = [...wanted, ...own].map((reader) => this.#keptOrNew(reader))
  }

  /** Large tables that nobody needs until they are read anew. */
  forgetRare(): void {
    this.#view.forget(entityColumns)
    for (const { reader } of this.active) {
      if (reader.name === 'links') this.#view.forget(reader.columns?.rare ?? [])
    }
  }

  #keptOrNew(reader: Reader): ActiveReader {
    const kept = this.active.find((one) => one.reader.name === reader.name)
    if (kept) kept.lookAgain()
    return kept ?? new ActiveReader(reader, this.#view)
  }

  #match(present: ReadonlySet<string>): Profile | undefined {
    const named = this.#profiles.find(({ id }) => id === this.#target.profile)
    if (named) return named
    const objectId = oidOf(this.#view.scalar(system.objectId))
    const description = textOf(this.#view.scalar(system.descr))
    return matchProfile(this.#profiles, { objectId, description, present })
  }

  /** Subtrees that have something in them, by one successor each. */
  async #present(asker: Asker, walk: WalkState): Promise<ReadonlySet<string>> {
    const roots = new Set([
      entityRoot,
      hostDevices,
      printerRoot,
      ...readers.flatMap(({ probes }) => probes),
      ...this.#profiles.flatMap(({ match }) => match.present ?? []),
    ])
    const present = new Set<string>()
    const all = [...roots]
    for (let at = 0; at < all.length; at += probesAtOnce) {
      walk.check()
      const asked = all.slice(at, at + probesAtOnce)
      const answers = await nextOf(asker, asked)
      asked.forEach((root, number) => {
        if (answers[number]?.oid.startsWith(`${root}.`)) present.add(root)
      })
    }
    return present
  }
}

/** A reader at work on one device. */
export class ActiveReader {
  readonly reader: Reader
  readonly #view: DeviceView
  readonly #decode: ReturnType<Reader['start']>
  /** What the device does not have, or what others tell better; asked for again after an hour. */
  #left = new Set<string>()
  #rows = 0
  #signature = ''

  constructor(reader: Reader, view: DeviceView) {
    this.reader = reader
    this.#view = view
    this.#decode = reader.start()
  }

  lookAgain(): void {
    this.#left.clear()
  }

  async read(asker: Asker, walk: WalkState, context: DecodeContext): Promise<readonly Reading[]> {
    const { scalars, columns } = this.reader
    const isDue = [...context.tiers].some((tier) => scalars?.[tier] ?? columns?.[tier])
    if (!isDue) return []
    await this.#scalars(asker, context.tiers)
    const fast = await this.#columns(asker, walk, context.tiers)
    const signature = signatureOf(fast, columns?.fast ?? [])
    const hasNewRows = this.#signature !== signature && !context.tiers.has('rare')
    this.#signature = signature
    // Rows came, went or were numbered anew: their names must be known before they are told.
    if (hasNewRows) await this.#columns(asker, walk, new Set<Tier>(['slow', 'rare']))
    for (const base of this.reader.spare?.(this.#view) ?? []) this.#left.add(base)
    const tiers: ReadonlySet<Tier> = hasNewRows ? new Set(['fast', 'slow', 'rare']) : context.tiers
    return this.#decode(this.#view, { ...context, tiers })
  }

  async #scalars(asker: Asker, tiers: ReadonlySet<Tier>): Promise<void> {
    const wanted = wantedOf(this.reader.scalars, tiers).filter((oid) => !this.#left.has(oid))
    if (wanted.length === 0) return
    const found = await getAll(asker, wanted)
    this.#view.putScalars(wanted, found)
    for (const oid of wanted) if (!found.has(oid)) this.#left.add(oid)
  }

  async #columns(
    asker: Asker,
    walk: WalkState,
    tiers: ReadonlySet<Tier>,
  ): Promise<ReadonlyMap<string, Column>> {
    const wanted = wantedOf(this.reader.columns, tiers).filter((base) => !this.#left.has(base))
    const found = await readColumns(asker, wanted, walk, this.#rows || undefined)
    this.#view.putColumns(found)
    for (const [base, column] of found) {
      this.#rows = Math.max(this.#rows, column.size)
      // What comes and goes (alarms) belongs to the fast tier and is always asked for.
      if (column.size === 0 && !this.reader.columns?.fast?.includes(base)) this.#left.add(base)
    }
    return found
  }
}

function wantedOf(needs: Needs | undefined, tiers: ReadonlySet<Tier>): readonly string[] {
  return [...tiers].flatMap((tier) => needs?.[tier] ?? [])
}

/** The names of the rows; empty columns have none. */
function signatureOf(found: ReadonlyMap<string, Column>, bases: readonly string[]): string {
  const first = bases.map((base) => found.get(base)).find((column) => column && column.size > 0)
  return first ? [...first.keys()].join(' ') : ''
}
