/** One computer's stored rows, judged once more by a judge that writes nothing and tells nobody. */
import type { Calendar } from '../../config/calendar.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { StoredSeries } from '../model/store.ts'
import type { FitAsk } from './forecast-desk.ts'
import { Judge } from './judge.ts'
import type { PastFits } from './past-fits.ts'
import type { PresenceMark } from './past-marks.ts'
import type { PastRow } from './past-rows.ts'
import { viewOf } from './presence-board.ts'
import type { RuleBook } from './rule-book.ts'

export interface PastHost {
  readonly host: HostRecord
  readonly series: readonly StoredSeries[]
  readonly rows: readonly PastRow[]
  /** Whether it was there: what is off is not silent. */
  readonly presence: readonly PresenceMark[]
  readonly fits: PastFits
}
export interface PastTime {
  readonly book: RuleBook
  readonly calendar: Calendar
  readonly fromMs: number
  readonly toMs: number
}

export function judgePast(past: PastHost, time: PastTime): readonly AlertRecord[] {
  const { host, series, rows, presence, fits } = past
  const { book, calendar, fromMs, toMs } = time
  const known = new Map(series.map((one) => [one.id, one]))
  const view = viewOf(host, fromMs)
  const alerts = new Map<string, AlertRecord>()
  const asks: FitAsk[] = []
  let ids = 0
  let marks = 0
  const judge = new Judge({
    series: { get: (id) => known.get(id), ofHost: () => series, all: () => series },
    book,
    calendar,
    hostOf: () => view,
    openAlert: () => undefined,
    remembered: new Map(),
    newId: () => String(ids++),
    askFit: (ask) => asks.push(ask),
    onFault: () => undefined,
  })
  const at = (nowMs: number): void => {
    for (let mark = presence[marks]; mark && mark.timeMs <= nowMs; mark = presence[++marks]) {
      view.presence = mark.word
      if (mark.word === 'online') view.heardSinceMs = mark.timeMs
    }
    // Only rows that rules look at are read here; that it was there says that others came too.
    if (marks > 0 && view.presence === 'online') view.heardMs = nowMs
    judge.runDeadlines(nowMs)
    for (const ask of asks.splice(0)) judge.fitted(ask.seriesId, ask.ruleId, fits(ask, nowMs))
  }
  // Each deadline at its own time: between two rows there may be hours.
  const upTo = (nowMs: number): void => {
    for (let nextMs = nextOf(judge); nextMs < nowMs; nextMs = nextOf(judge)) at(nextMs)
    at(nowMs)
  }
  for (const { timeMs, rows: packed } of rows) {
    upTo(timeMs)
    if (timeMs - view.heardMs > silentMs) view.heardSinceMs = timeMs
    view.heardMs = timeMs
    judge.judgeRows(packed, timeMs)
  }
  upTo(toMs)
  for (const { alert } of judge.changes()) alerts.set(alert.id, alert)
  return [...alerts.values()]
}

/** As the board counts it: a host not heard for so long begins a new time of being heard. */
const silentMs = 15 * 60_000

function nextOf(judge: Judge): number {
  return judge.deadlines.nextMs() ?? Infinity
}
