/**
 * The rules in force: taken up anew when the office's own files change, kept as they are while those
 * files have faults, and tried on the past before they are saved.
 */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { officeCalendar } from '../config/calendar.ts'
import { ConfigError, type ConfigFault } from '../config/load.ts'
import type { Rule } from '../config/rule.ts'
import type { RuleFile } from '../config/rules-file.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { dryRun } from './alert/dry-run.ts'
import { placeNames } from './alert/place-names.ts'
import { RulesBusy, type RulesDoor, type RulesTrial } from './api/rules-door.ts'
import type { HostsRepository, OfficeRepository, TimeSeriesStore } from './model.ts'

export interface RulesDeskParts {
  readonly folder: string
  readonly rules: readonly Rule[]
  /** Reads the shipped rules and the office's own; `instead` stands in for own files of its names. */
  readonly load: (instead: readonly RuleFile[]) => readonly Rule[]
  readonly reload: (rules: readonly Rule[]) => void
  readonly store: Pick<TimeSeriesStore, 'series' | 'range'>
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'calendar' | 'sites' | 'departments'>
  readonly clock: Clock
  readonly log: Log
}

const dayMs = 86_400_000
const daysMax = 14

export class RulesDesk implements RulesDoor {
  readonly #parts: RulesDeskParts
  #rules: readonly Rule[]
  #faults: readonly ConfigFault[] = []
  #signature: string
  #trying = false

  constructor(parts: RulesDeskParts) {
    this.#parts = parts
    this.#rules = parts.rules
    this.#signature = signatureOf(parts.folder)
  }
  inForce(): readonly Rule[] {
    return this.#rules
  }
  faults(): readonly ConfigFault[] {
    return this.#faults
  }
  /** Called every few seconds: whether a file came, went or changed. */
  async turn(): Promise<void> {
    const signature = signatureOf(this.#parts.folder)
    if (signature === this.#signature) return
    this.#signature = signature
    const { load, reload, log } = this.#parts
    try {
      this.#rules = load([])
      this.#faults = []
      reload(this.#rules)
      log.info({ rules: this.#rules.length }, 'The rules have changed')
    } catch (error) {
      this.#faults = faultsOf(error, this.#parts.folder)
      log.error({ faults: this.#faults }, 'The changed rules have faults; the former ones stay')
    }
  }
  async test(files: readonly RuleFile[], days: number): Promise<RulesTrial> {
    if (this.#trying) throw new RulesBusy('Rules are being tried already; try again in a minute.')
    const { load, store, hosts, office, clock } = this.#parts
    const next = load(files)
    this.#trying = true
    try {
      const toMs = clock.now()
      return await dryRun({
        rules: files.length === 0 ? next : changed(this.#rules, next),
        hosts: await hosts.all(),
        store,
        names: await placeNames(office),
        calendar: officeCalendar(await office.calendar()),
        fromMs: toMs - Math.min(Math.max(1, days), daysMax) * dayMs,
        toMs,
      })
    } finally {
      this.#trying = false
    }
  }
}

/** Rules that are new or differ from those in force, in themselves or by their exceptions. */
function changed(before: readonly Rule[], next: readonly Rule[]): readonly Rule[] {
  const texts = ({ written, overrides }: Rule): string =>
    JSON.stringify([written, overrides.map(({ scope, set }) => [scope, set])])
  const known = new Map(before.map((rule) => [rule.id, texts(rule)]))
  return next.filter((rule) => known.get(rule.id) !== texts(rule))
}

/** Names, sizes and times of the folder's rule files; a folder that is not there has none. */
function signatureOf(folder: string): string {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(path.join(folder, name))
        return `${name} ${size} ${mtimeMs}`
      })
      .join('\n')
  } catch {
    return ''
  }
}

function faultsOf(error: unknown, file: string): readonly ConfigFault[] {
  if (error instanceof ConfigError) return error.faults
  return [{ file, line: 0, text: error instanceof Error ? error.message : String(error) }]
}
