import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Deadlines, type Deadline } from '../../../collector/alert/deadlines.ts'
import { Judge } from '../../../collector/alert/judge.ts'
import { viewOf } from '../../../collector/alert/presence-board.ts'
import { RuleBook } from '../../../collector/alert/rule-book.ts'
import type { Memory } from '../../../collector/alert/check.ts'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import type { AlertChange } from '../../../collector/state/alert-engine.ts'
import { officeCalendar } from '../../../config/calendar.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { estimatedFlag, historyFlag, skipFlag } from '../../../contract/wire/packed-rows.ts'
import { hostNamed, rulesOf, zone } from '../../support/alert-scene.ts'
import { packed, rowOf, TimelineStore } from '../../support/timeline-store.ts'

const rules = rulesOf(`
- id: full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning:
    when: { field: used_percent, above: 85 }
    for: 3m
    clear: { field: used_percent, below: 80 }
    clearFor: 1m
  critical: { when: { field: used_percent, above: 95 }, for: 1m }
- id: answering
  kind: state
  field: answering
  select: { measurement: disk }
  object: [path]
  critical: { is: false }
- { id: none, kind: silence, of: source, select: { measurement: disk }, warning: { after: 10m } }
`)
const calendar = officeCalendar({ zone, days: {}, holidays: [] })
const startMs = Date.UTC(2026, 10, 12)

interface Life {
  readonly store: TimelineStore
  changes: AlertChange[]
  memory: Record<string, Memory>
  open: Map<string, AlertRecord>
  ids: number
}

/** A judge that takes up what the one before it left. */
function judgeOf(life: Life): Judge {
  const view = viewOf(hostNamed('pc'), startMs)
  return new Judge({
    series: life.store.series,
    book: new RuleBook(rules),
    calendar,
    hostOf: () => view,
    openAlert: (id) => life.open.get(id),
    remembered: new Map([['pc', structuredClone(life.memory)]]),
    newId: () => String(life.ids++),
    onFault: (error) => {
      throw error
    },
  })
}
function makeDurable(life: Life, judge: Judge): void {
  for (const change of judge.changes()) {
    life.changes.push(change)
    if (change.alert.clearedAtMs === null) life.open.set(change.alert.id, change.alert)
    else life.open.delete(change.alert.id)
  }
  judge.settle(judge.changes().length)
  life.memory = JSON.parse(JSON.stringify(judge.saveHost('pc')))
}

const percent = fc.oneof(
  fc.constantFrom(50, 79.9, 80, 82, 85, 85.1, 95, 95.1, 100),
  fc.constant(null),
)
const step = fc.record({
  afterSeconds: fc.constantFrom(-300, 0, 1, 30, 60, 60, 60, 300, 1200, 86_400),
  percent,
  answering: fc.constantFrom(true, false, null),
  path: fc.constantFrom('/', '/srv'),
  flags: fc.constantFrom(0, 0, 0, 0, historyFlag, estimatedFlag, skipFlag),
  next: fc.constantFrom('nothing', 'nothing', 'flush', 'crash', 'deadlines', 'rebuild'),
})

function play(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Life {
  const life: Life = {
    store: new TimelineStore(),
    changes: [],
    memory: {},
    open: new Map(),
    ids: 1,
  }
  let judge = judgeOf(life)
  let nowMs = startMs
  /** Rows since the last flush: a crash judges them again, as the cursor stands before them. */
  let unflushed: (() => void)[] = []
  for (const one of steps) {
    const timeMs = nowMs + one.afterSeconds * 1000
    nowMs = Math.max(nowMs, timeMs)
    const fact = reading(
      disk,
      { path: one.path, device: 'sda', fstype: 'ext4', mode: 'rw' },
      { used_percent: one.percent, answering: one.answering },
    )
    const rows = packed([rowOf(life.store, 'pc', fact, timeMs, one.flags)])
    const arrivalMs = nowMs
    const judgeIt = () => judge.judgeRows(rows, arrivalMs)
    judgeIt()
    unflushed.push(judgeIt)
    if (one.next === 'deadlines') {
      judge.runDeadlines(nowMs)
      unflushed.push(() => judge.runDeadlines(arrivalMs))
    }
    if (one.next === 'flush' || one.next === 'rebuild') {
      makeDurable(life, judge)
      unflushed = []
      if (one.next === 'rebuild') judge = judgeOf(life)
    }
    if (one.next === 'crash') {
      judge = judgeOf(life)
      for (const again of unflushed) again()
    }
  }
  makeDurable(life, judge)
  return life
}

describe('any timeline', () => {
  it('never clears what was not open, never opens twice, worsens and eases only what is open', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const open = new Map<string, AlertRecord>()
        const seen = new Set<string>()
        for (const { alert, kind } of play(steps).changes) {
          const key = JSON.stringify([alert.ruleId, alert.hostId, alert.object])
          const before = open.get(key)
          if (kind === 'opened') {
            expect(before).toBeUndefined()
            expect(seen.has(alert.id)).toBe(false)
            seen.add(alert.id)
            open.set(key, alert)
          } else {
            expect(before?.id).toBe(alert.id)
            if (kind === 'cleared') open.delete(key)
            else {
              expect(alert.severity).toBe(kind === 'worsened' ? 'critical' : 'warning')
              open.set(key, alert)
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })
  it('gives the same changes whether or not the process dies in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const calm = steps.map((one) => ({
          ...one,
          next: one.next === 'deadlines' ? one.next : ('nothing' as const),
        }))
        const told = (life: Life) =>
          life.changes.map(({ alert, kind, atMs }) => [alert.ruleId, alert.object, kind, atMs])
        expect(told(play(steps))).toEqual(told(play(calm)))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the heap of deadlines', () => {
  it('gives out what is due in order, each once, as last set', () => {
    const action = fc.tuple(fc.nat(9), fc.option(fc.nat(1000)))
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), fc.nat(1000), (actions, nowMs) => {
        const all: Deadline[] = Array.from({ length: 10 }, () => ({ due: () => undefined }))
        const heap = new Deadlines()
        const expected = new Map<Deadline, number>()
        for (const [index, atMs] of actions) {
          const deadline = all[index]
          if (!deadline) continue
          if (atMs === null) {
            heap.delete(deadline)
            expected.delete(deadline)
          } else {
            heap.set(deadline, atMs)
            expected.set(deadline, atMs)
          }
        }
        const due = [...expected].filter(([, atMs]) => atMs <= nowMs)
        const taken: number[] = []
        for (let one = heap.take(nowMs); one; one = heap.take(nowMs))
          taken.push(expected.get(one) ?? -1)
        expect(taken).toEqual(due.map(([, atMs]) => atMs).sort((a, b) => a - b))
        expect(heap.size).toBe(expected.size - due.length)
      }),
    )
  })
})
