/** Puts judge and board together from rules, calendar and what is remembered. */
import { officeCalendar } from '../../config/calendar.ts'
import { expectedTimes } from '../../config/expected-on.ts'
import type { Log } from '../../lib/log.ts'
import { ParentGraph } from '../../lib/parent-graph.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { OfficeCalendar, Site } from '../model/office.ts'
import type { SeriesDirectory } from '../model/store.ts'
import type { HostView } from './check.ts'
import type { Remembered } from './engine-memory.ts'
import type { AlertEngineOptions } from './engine-options.ts'
import type { FitAsk } from './forecast-desk.ts'
import { Judge } from './judge.ts'
import { MainsSigns } from './mains-signs.ts'
import { PresenceBoard, strangerRecord, viewOf } from './presence-board.ts'
import type { RuleBook } from './rule-book.ts'

export interface AssemblyOptions {
  readonly series: SeriesDirectory
  readonly book: RuleBook
  readonly office: OfficeCalendar
  readonly sites: readonly Site[]
  readonly ways: Pick<AlertEngineOptions, 'parents' | 'powerCuts' | 'cutOffSinceMs'>
  readonly views: ReadonlyMap<string, HostView>
  readonly remembered: Remembered
  readonly quietUntilMs: number
  readonly nowMs: number
  readonly newId: () => string
  readonly askFit: (ask: FitAsk) => void
  readonly log: Log
}

export function assemble(options: AssemblyOptions): { judge: Judge; board: PresenceBoard } {
  const { series, book, office, sites, ways, views, remembered, quietUntilMs, nowMs, log } = options
  const openAlert = (id: string): AlertRecord | undefined => remembered.open.get(id)
  const calendar = officeCalendar(office)
  const mains = new MainsSigns(remembered.open.values())
  const judge = new Judge({
    series,
    book,
    calendar,
    hostOf: (id) => views.get(id) ?? viewOf(strangerRecord(id), nowMs),
    openAlert,
    remembered: remembered.series,
    newId: options.newId,
    askFit: options.askFit,
    onChange: (alert) => mains.note(alert),
    onFault: (error, hostId) => log.error({ err: error, hostId }, 'A row could not be judged'),
  })
  const board = new PresenceBoard({
    book,
    calendar,
    expected: expectedTimes(office),
    sites,
    graph: ways.parents?.() ?? new ParentGraph([]),
    powerCuts: ways.powerCuts ?? (() => 0),
    onBattery: (afterMs) => mains.hostIds(afterMs),
    sink: judge,
    deadlines: judge.deadlines,
    quietUntilMs,
    views,
    openAlert,
    remembered: remembered.presence,
  })
  judge.compileDeadlineSeries()
  board.cutOff(ways.cutOffSinceMs?.() ?? null, nowMs)
  board.begin(nowMs)
  endOrphans(options, judge, board)
  return { judge, board }
}

/** Open alerts whose rule, host or series is gone are over; nobody is told that they recovered. */
function endOrphans(options: AssemblyOptions, judge: Judge, board: PresenceBoard): void {
  const { book, views, remembered, nowMs } = options
  for (const alert of remembered.open.values()) {
    const kind = book.get(alert.ruleId)?.kind
    if (kind === 'event' || kind === 'change') continue
    const { id, hostId } = alert
    const held =
      hostId === null ? board.siteOpenIds() : [...judge.openIds(hostId), ...board.openIds(hostId)]
    if ((hostId === null || views.has(hostId)) && held.includes(id)) continue
    judge.change({
      alert: { ...alert, clearedAtMs: nowMs },
      kind: 'cleared',
      atMs: nowMs,
      untold: true,
    })
  }
}
