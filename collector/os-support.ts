/** Judges each host's operating system by the table of end-of-support dates, once a day. */
import { supportOf, type SupportTable, type SystemIdentity } from '../config/end-of-support.ts'
import { osSupport } from '../contract/catalogue/families/os-support.ts'
import { reading, type FieldsOf, type Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { HostRecord, HostsRepository } from './model/hosts.ts'

export interface OsSupportParts {
  readonly hosts: Pick<HostsRepository, 'all' | 'get'>
  readonly table: SupportTable
  readonly clock: Clock
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}

const dayMs = 86_400_000
const endingDays = 90

export class OsSupport {
  readonly #parts: OsSupportParts
  /** What was last written of each host, so that an upgrade is seen within the hour. */
  readonly #told = new Map<string, string>()

  constructor(parts: OsSupportParts) {
    this.#parts = parts
  }

  async turn(): Promise<void> {
    const { hosts, table, clock, add } = this.#parts
    if (table.systems.length === 0) return
    const nowMs = clock.now()
    for (const { id } of await hosts.all()) {
      const host = await hosts.get(id)
      const system = host && systemOf(host.inventory)
      if (!system) continue
      const key = JSON.stringify([Math.floor(nowMs / dayMs), system])
      if (this.#told.get(id) === key) continue
      this.#told.set(id, key)
      add(id, reading(osSupport, {}, judge(table, system, nowMs)), nowMs)
    }
  }

  forget(hostId: string): void {
    this.#told.delete(hostId)
  }
}

function judge(
  table: SupportTable,
  system: SystemIdentity,
  nowMs: number,
): FieldsOf<typeof osSupport> {
  const row = supportOf(table, system)
  if (!row) return { state: isNewMac(table, system) ? 'supported' : 'unknown' }
  const endsMs = Date.parse(`${row.ends}T23:59:59Z`)
  const daysLeft = Math.floor((endsMs - nowMs) / dayMs)
  const paid = row.paidUntil !== undefined && Date.parse(row.paidUntil) >= nowMs
  const over = paid ? 'paid_only' : 'ended'
  const state = daysLeft < 0 ? over : daysLeft < endingDays ? 'ending' : 'supported'
  return { state, product: row.name, ends: noonOf(row.ends), days_left: daysLeft }
}

/** The day's noon is that day in every zone from America to East Africa and beyond. */
function noonOf(day: string): number {
  return Math.floor(Date.parse(`${day}T12:00:00Z`) / 1000)
}

/** Apple publishes no dates: a version above all that have ended still gets its updates. */
function isNewMac(table: SupportTable, { id, version }: SystemIdentity): boolean {
  if (id !== 'macos' || version === undefined) return false
  const ended = table.systems.filter(({ system }) => system === 'macos').map(majorOf)
  return ended.length > 0 && Number.parseInt(version, 10) > Math.max(...ended)
}

function majorOf({ version }: { readonly version?: string | undefined }): number {
  return Number.parseInt(version ?? '0', 10)
}

/** Of an inventory as an agent of any version sent it; undefined: nothing of use. */
function systemOf(inventory: HostRecord['inventory']): SystemIdentity | undefined {
  const os = inventory?.['os']
  if (typeof os !== 'object' || os === null) return undefined
  const word = (key: string): string | undefined => {
    const value: unknown = Reflect.get(os, key)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const id = word('id')
  const build = Number(word('build')?.match(/\d{4,6}/)?.[0])
  if (id === undefined) return undefined
  const isWindows = id.startsWith('windows')
  return {
    id,
    version: word('version'),
    build: isWindows && Number.isFinite(build) ? build : undefined,
    edition: word('edition'),
  }
}
