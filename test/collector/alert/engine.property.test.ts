/**
 * Whatever happens to readings, silences, acknowledgements, clocks and the process itself: the whole
 * engine on a real state database, its outbox read back.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineState } from '../../../collector/state/alert-engine.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import { alertScene, office, reader, rulesOf, type AlertScene } from '../../support/alert-scene.ts'

const rules = rulesOf(`
- id: full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning:
    when: { field: used_percent, above: 85 }
    for: 2m
    clear: { field: used_percent, below: 80 }
  critical: { when: { field: used_percent, above: 95 } }
- id: answering
  kind: state
  field: answering
  select: { measurement: disk }
  object: [path]
  warning: { is: false }
`)
const minute = 60_000
const deaths = ['between', 'before', 'after'] as const

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      percent: fc.constantFrom(50, 79, 83, 88, 96, null),
      answering: fc.constantFrom(true, true, false, null),
      path: fc.constantFrom('C:', 'D:'),
      minutes: fc.constantFrom(0, 1, 1, 1, 3, 30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('history' as const),
      percent: fc.constantFrom(50, 99),
      hoursAgo: fc.constantFrom(1, 30),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('silence' as const), minutes: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      minutes: fc.constantFrom(-600, -3, 3, 600),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('die' as const), when: fc.constantFrom(...deaths) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Life {
  dead: boolean
  /** At which side of its next commit it dies. */
  next: 'before' | 'after' | undefined
}

/** The engine's durable memory as one process has it: dead, it neither reads nor writes. */
function mortal(): {
  readonly wrap: (state: EngineState) => EngineState
  readonly die: (when: (typeof deaths)[number]) => void
} {
  let life: Life = { dead: false, next: undefined }
  return {
    wrap: (state) => {
      const own: Life = { dead: false, next: undefined }
      life = own
      const alive = (): void => {
        if (own.dead) throw new Error('the process is gone')
      }
      return {
        ...state,
        load: () => (alive(), state.load()),
        tick: (nowMs, readers) => (alive(), state.tick(nowMs, readers)),
        commit: async (batch, readers) => {
          alive()
          const when = own.next
          if (when === 'after') await state.commit(batch, readers)
          if (when !== undefined) own.dead = true
          alive()
          await state.commit(batch, readers)
        },
      }
    },
    die: (when) => {
      if (when === 'between') life.dead = true
      else life.next = when
    },
  }
}

async function play(steps: readonly Step[]): Promise<Told> {
  const { wrap, die } = mortal()
  const scene = await alertScene({
    rules,
    startMs: office('2026-11-12T10:00'),
    recipients: [reader('asha'), reader('juma', { severityMin: 'critical' })],
    wrapState: wrap,
  })
  try {
    await scene.start()
    for (const one of steps) await act(scene, one, die)
    await scene.advance(2 * minute)
    return await told(scene)
  } finally {
    await scene.end()
  }
}

async function act(
  scene: AlertScene,
  one: Step,
  die: (when: (typeof deaths)[number]) => void,
): Promise<void> {
  const fact = (path: string, percent: number | null, answering: boolean | null) =>
    reading(
      disk,
      { path, device: path, fstype: 'ntfs', mode: 'rw' },
      { used_percent: percent, answering },
    )
  const { clock, alerts } = scene
  switch (one.do) {
    case 'report':
      await scene.report('pc', fact(one.path, one.percent, one.answering))
      return scene.advance(one.minutes * minute)
    case 'history':
      return scene.report('pc', fact('C:', one.percent, false), {
        timeMs: clock.now() - one.hoursAgo * 3_600_000,
        flags: historyFlag,
      })
    case 'silence':
      await alerts.silence({
        ruleId: null,
        hostId: 'pc',
        siteId: null,
        fromMs: clock.now(),
        untilMs: clock.now() + one.minutes * minute,
        reason: 'kazi',
        by: 'asha',
      })
      return
    case 'acknowledge':
      for (const { id } of (await alerts.open()).slice(0, 1))
        await alerts.acknowledge(id, 'asha', clock.now())
      return
    case 'clock':
      return clock.set(clock.now() + one.minutes * minute)
    default:
      // The commit that it dies at is the next one.
      die(one.when)
      if (one.when !== 'between') await scene.report('pc', fact('C:', 50, true))
      await scene.crash()
      await scene.start()
  }
}

interface Told {
  readonly alerts: readonly {
    readonly key: string
    readonly cleared: boolean
    readonly kinds: readonly string[]
  }[]
  readonly matters: readonly {
    readonly alert: string
    readonly reader: string
    readonly mail: string
    readonly kind: string
    readonly atMs: number
  }[]
  readonly causes: ReadonlySet<string>
}

async function told(scene: AlertScene): Promise<Told> {
  const names = new Map<string, string>()
  const history = (await scene.history()).toSorted((a, b) => (a.openedAtMs < b.openedAtMs ? -1 : 1))
  const alerts = history.map(({ id, ruleId, object, openedAtMs, clearedAtMs, kinds }) => {
    const key = JSON.stringify([ruleId, object, openedAtMs])
    names.set(id, key)
    const changes = kinds.filter((kind) =>
      ['opened', 'worsened', 'eased', 'cleared'].includes(kind),
    )
    return { key, cleared: clearedAtMs !== null, kinds: changes }
  })
  const rows = await scene.db
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .select(['alert_id', 'recipient_id', 'outbox_mail.kind as mail', 'outbox_matter.kind', 'at_ms'])
    .execute()
  const transitions = await scene.db
    .selectFrom('alert_transition')
    .select(['alert_id', 'kind'])
    .execute()
  return {
    alerts,
    matters: rows.map((row) => ({
      alert: names.get(row.alert_id) ?? `? ${row.alert_id}`,
      reader: row.recipient_id,
      mail: row.mail,
      kind: row.kind,
      atMs: row.at_ms,
    })),
    causes: new Set(transitions.map((one) => `${names.get(one.alert_id)} ${one.kind}`)),
  }
}

/** Some seconds; `npm run fuzz` makes them many. */
const numRuns = process.env['MLINZI_FUZZ_INPUTS'] === undefined ? 6 : 400
const steps = fc.array(step, { minLength: 5, maxLength: 40 })

describe('any history of the whole engine', () => {
  it('suppresses no resolution, tells nothing without a cause, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { alerts, matters, causes } = await play(all)
        for (const { alert, kind } of matters) expect(causes).toContain(`${alert} ${kind}`)
        const keys = matters.map((one) => JSON.stringify(one))
        expect(new Set(keys).size).toBe(keys.length)
        for (const { key, cleared } of alerts) {
          const of = matters.filter(({ alert }) => alert === key)
          const readers = new Set(
            of.filter(({ kind }) => kind !== 'cleared').map((one) => one.reader),
          )
          const resolved = of.filter(({ kind }) => kind === 'cleared').map((one) => one.reader)
          expect(new Set(resolved)).toEqual(cleared ? readers : new Set())
        }
      }),
      { numRuns },
    )
  })
  it('gives the same alerts whether or not the process dies, and when it is played again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const one = await play(all)
        expect((await play(all)).alerts).toEqual(one.alerts)
        // The row that a death comes with is still reported; the process just lives on.
        const lived = all.flatMap((of): readonly Step[] => {
          if (of.do !== 'die') return [of]
          return of.when === 'between'
            ? []
            : [{ do: 'report', percent: 50, answering: true, path: 'C:', minutes: 0 }]
        })
        expect((await play(lived)).alerts).toEqual(one.alerts)
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    )
  })
  it('opens no alert from history (I4): without its late rows it gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const live = all.filter((one) => one.do !== 'history')
        expect((await play(all)).alerts).toEqual((await play(live)).alerts)
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    )
  })
})
