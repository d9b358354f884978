/**
 * The rules in force: taken up anew when the office's own files or the console's exceptions change,
 * kept as they are while those files have faults, and tried on the past before they are saved.
 */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { officeCalendar } from '../config/calendar.ts'
import { expectedTimes } from '../config/expected-on.ts'
import { ConfigError, type ConfigFault } from '../config/load.ts'
import type { Rule, RuleOverride } from '../config/rule.ts'
import type { RuleFile } from '../config/rules-file.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ParentGraph } from '../lib/parent-graph.ts'
import { dryRun, type DryRun } from './alert/dry-run.ts'
import { placeNames } from './alert/place-names.ts'
import { presenceLine } from './fleet/presence-line.ts'
import { RulesBusy, type RulesDoor, type RulesTrial } from './api/rules-door.ts'
import type { ExceptionTrial } from './api/rules-views.ts'
import { exceptionFile, exceptionFileId, isExceptionFile } from './exception-files.ts'
import type { HostsRepository } from './model/hosts.ts'
import type { OfficeRepository } from './model/office.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { NewRuleException, RuleExceptions } from './state/rule-exceptions.ts'

export interface RulesDeskParts {
  readonly folder: string
  readonly rules: readonly Rule[]
  /** Reads the shipped rules and the office's own; `instead` stands in for own files of its names. */
  readonly load: (instead: readonly RuleFile[]) => readonly Rule[]
  readonly reload: (rules: readonly Rule[]) => void
  /** Made in the console. */
  readonly ruleExceptions: Pick<RuleExceptions, 'all'>
  readonly store: Pick<TimeSeriesStore, 'series' | 'range'>
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'calendar' | 'sites' | 'departments'>
  /** What stands behind what. */
  readonly parents: () => ParentGraph
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
    this.#signature = signatureOf(parts.folder, [])
  }
  inForce(): readonly Rule[] {
    return this.#rules
  }
  faults(): readonly ConfigFault[] {
    return this.#faults
  }
  exceptionId({ file }: RuleOverride): string | undefined {
    return exceptionFileId(file)
  }
  exceptionsChanged(): Promise<void> {
    return this.turn()
  }
  /** Called every few seconds: whether a file or an exception came, went or changed. */
  async turn(): Promise<void> {
    const made = await this.#exceptionFiles()
    const signature = signatureOf(this.#parts.folder, made)
    if (signature === this.#signature) return
    this.#signature = signature
    const { reload, log } = this.#parts
    try {
      const { rules, faults } = this.#loaded(made)
      this.#rules = rules
      this.#faults = faults
      reload(rules)
      log.info({ rules: rules.length, faults: faults.length }, 'The rules have changed')
    } catch (error) {
      this.#faults = faultsOf(error, this.#parts.folder)
      log.error({ faults: this.#faults }, 'The changed rules have faults; the former ones stay')
    }
  }
  async test(files: readonly RuleFile[], days: number): Promise<RulesTrial> {
    const made = await this.#exceptionFiles()
    const { rules: next } = this.#loaded([...made, ...files], files)
    return this.#dryRun(files.length === 0 ? next : changed(this.#rules, next), next, days)
  }
  async tryException(exception: NewRuleException, days: number): Promise<ExceptionTrial> {
    const tried = exceptionFile({ ...exception, id: 'tried' })
    const made = await this.#exceptionFiles()
    const { rules: next } = this.#loaded([...made, tried], [tried])
    const of = (rules: readonly Rule[]): Promise<DryRun> =>
      this.#dryRun(
        rules.filter(({ id }) => id === exception.ruleId),
        rules,
        days,
      )
    if (days === 0) return { days, before: none, after: none, rows: 0 }
    const before = await of(this.#rules)
    const after = await of(next)
    return { days, before: sumOf(before), after: sumOf(after), rows: after.rows }
  }

  async #exceptionFiles(): Promise<readonly RuleFile[]> {
    return (await this.#parts.ruleExceptions.all()).map(exceptionFile)
  }
  /**
   * An exception of the console that no longer fits (its rule is gone after an upgrade) is left out
   * and told; it must not hold back all others. What is in `strict` must fit.
   */
  #loaded(
    files: readonly RuleFile[],
    strict: readonly RuleFile[] = [],
  ): { readonly rules: readonly Rule[]; readonly faults: readonly ConfigFault[] } {
    const { load } = this.#parts
    const asked = new Set(strict.map(({ file }) => path.basename(file)))
    try {
      return { rules: load(files), faults: [] }
    } catch (error) {
      const faults = faultsOf(error, this.#parts.folder)
      const bad = new Set(faults.map(({ file }) => path.basename(file)))
      const loose = [...bad].every((file) => isExceptionFile(file) && !asked.has(file))
      if (!(error instanceof ConfigError) || !loose) throw error
      return { rules: load(files.filter(({ file }) => !bad.has(file))), faults }
    }
  }
  async #dryRun(rules: readonly Rule[], beside: readonly Rule[], days: number): Promise<DryRun> {
    if (this.#trying) throw new RulesBusy('Rules are being tried already; try again in a minute.')
    const { store, hosts, office, clock, parents } = this.#parts
    this.#trying = true
    try {
      const toMs = clock.now()
      const times = await office.calendar()
      return await dryRun({
        rules,
        beside,
        hosts: await hosts.all(),
        store,
        office: {
          sites: await office.sites(),
          graph: parents(),
          expected: expectedTimes(times),
          presence: async (id, fromMs, untilMs) =>
            (await presenceLine(store, id, fromMs, untilMs)).points,
        },
        names: await placeNames(office),
        calendar: officeCalendar(times),
        fromMs: toMs - Math.min(Math.max(1, days), daysMax) * dayMs,
        toMs,
      })
    } finally {
      this.#trying = false
    }
  }
}

const none = { alerts: 0, hosts: 0 } as const

function sumOf({ counts }: DryRun): ExceptionTrial['before'] {
  const { alerts = 0, hosts = 0 } = counts[0] ?? {}
  return { alerts, hosts }
}

/** Rules that are new or differ from those in force, in themselves or by their exceptions. */
function changed(before: readonly Rule[], next: readonly Rule[]): readonly Rule[] {
  const texts = ({ written, overrides }: Rule): string =>
    JSON.stringify([written, overrides.map(({ scope, set }) => [scope, set])])
  const known = new Map(before.map((rule) => [rule.id, texts(rule)]))
  return next.filter((rule) => known.get(rule.id) !== texts(rule))
}

/** Names, sizes and times of the folder's rule files, and the exceptions; no folder has no files. */
function signatureOf(folder: string, made: readonly RuleFile[]): string {
  const exceptions = made.map(({ file }) => file)
  try {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(path.join(folder, name))
        return `${name} ${size} ${mtimeMs}`
      })
    return [...files, ...exceptions].join('\n')
  } catch {
    return exceptions.join('\n')
  }
}

function faultsOf(error: unknown, file: string): readonly ConfigFault[] {
  if (error instanceof ConfigError) return error.faults
  return [{ file, line: 0, text: error instanceof Error ? error.message : String(error) }]
}
