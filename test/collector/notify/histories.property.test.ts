/** Whatever happens in whatever order: who was told of a problem is told of its end; nothing twice. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AlertRecord } from '../../../collector/model/alerts.ts'
import { again, delivered, type Letter } from '../../../collector/notify/channels/channel.ts'
import { alertScene, hostNamed, office, reader } from '../../support/alert-scene.ts'

const minute = 60_000
const hours = 3_600_000
const hosts = 3
/** At any hour, so that nothing waits for the morning. */
const route = {
  part: 'officer',
  phone: '',
  channels: ['mail'],
  hours: 'always',
  mailsPerDay: 12,
  mailsPerMonth: null,
  smsPerDay: 0,
} as const
type Step =
  | {
      readonly do: 'open' | 'clear'
      readonly host: number
      readonly object: number
      readonly grave: boolean
    }
  | { readonly do: 'acknowledge'; readonly host: number; readonly object: number }
  | { readonly do: 'line'; readonly up: boolean }
  | { readonly do: 'crash' }
  | { readonly do: 'pass'; readonly minutes: number }

const place = { host: fc.nat(hosts - 1), object: fc.nat(1) }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('open' as const), ...place, grave: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('clear' as const),
      ...place,
      grave: fc.constant(false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), ...place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('line' as const), up: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      minutes: fc.constantFrom(1, 3, 20, 90, 400),
    }),
  },
)

async function lived(steps: readonly Step[]): Promise<void> {
  const letters: Letter[] = []
  let up = true
  const scene = await alertScene({
    startMs: office('2026-11-12T08:00'),
    hosts: Array.from({ length: hosts }, (_, at) => hostNamed(`pc${at}`)),
    recipients: [reader('juma', { language: 'sw', route }), reader('john', { route })],
    channels: [
      {
        id: 'mail',
        form: 'mail',
        domain: 'mlimani.go.tz',
        deliver: async (letter) => {
          if (!up) return again('line', 'unreachable', 'ECONNREFUSED')
          letters.push(letter)
          return delivered('250')
        },
        probe: async () => (up ? delivered('') : again('line', 'unreachable', 'ECONNREFUSED')),
      },
    ],
  })
  const open = new Map<string, AlertRecord>()
  const all: AlertRecord[] = []
  const live = async (one: Step): Promise<void> => {
    if (one.do === 'line') up = one.up
    else if (one.do === 'crash') {
      await scene.notifier.stop()
      await scene.crash()
      await scene.startMail()
    } else if (one.do === 'pass')
      await scene.advance(one.minutes * minute, Math.max(minute, one.minutes * 6000))
    else {
      const key = `${one.host} ${one.object}`
      const known = open.get(key)
      if (one.do === 'open' && !known) {
        const alert: AlertRecord = {
          id: `a${all.length}`,
          ruleId: 'disk-full-data',
          severity: one.grave ? 'critical' : 'warning',
          hostId: `pc${one.host}`,
          siteId: null,
          object: `D${one.object}:`,
          openedAtMs: scene.clock.now(),
          clearedAtMs: null,
          acknowledgedAtMs: null,
          acknowledgedBy: null,
          silencedUntilMs: null,
          parentId: null,
          values: { path: `D${one.object}:`, used_percent: 93, free: 1e9, total: 2e9 },
        }
        all.push(alert)
        open.set(key, alert)
        await scene.raise([{ alert, kind: 'opened' }])
      } else if (one.do === 'clear' && known) {
        open.delete(key)
        await scene.raise([
          { alert: { ...known, clearedAtMs: scene.clock.now() }, kind: 'cleared' },
        ])
      } else if (one.do === 'acknowledge' && known)
        await scene.alerts.acknowledge(known.id, 'asha', scene.clock.now())
    }
  }
  /** What was held back for it is in the next one. */
  const untilTheNextSummary = async (): Promise<void> => {
    const rows = await scene.db.selectFrom('outbox_mail').select(['kind', 'state']).execute()
    if (!rows.some(({ kind, state }) => kind === 'recovery' && state === 'held')) return
    const summaries = () => letters.filter(({ kind }) => kind === 'summary').length
    const before = summaries()
    for (let hour = 0; hour < 100 && summaries() < before + 2; hour++) await scene.advance(hours)
  }
  const summaryTells = (who: string, { hostId }: AlertRecord): boolean => {
    const own = letters.filter(({ kind, to }) => kind === 'summary' && to.startsWith(`${who}@`))
    const cleared = /(Yaliyokwisha tangu|Cleared since) .*/s
    return own.some(({ text }) => cleared.exec(text)?.[0].includes(hostId?.toUpperCase() ?? ''))
  }
  try {
    await scene.startMail()
    for (const one of steps) await live(one)
    up = true
    await scene.advance(2 * hours, 10 * minute)
    await untilTheNextSummary()
    const keys = letters.map(({ key, to }) => `${key} ${to}`)
    expect(new Set(keys).size, 'no message twice').toBe(keys.length)
    const rows = await scene.db.selectFrom('outbox_mail').selectAll().execute()
    const matters = await scene.db.selectFrom('outbox_matter').selectAll().execute()
    for (const row of rows) {
      if (row.kind !== 'summary' && row.state !== 'merged')
        expect(
          matters.some((one) => one.mail_id === row.id),
          `cause of ${row.kind}`,
        ).toBe(true)
      expect(['sent', 'held', 'merged'], `${row.kind} ${row.last_error}`).toContain(row.state)
    }
    for (const alert of all)
      for (const who of ['juma', 'john']) {
        const told = rows.filter(
          (row) =>
            row.recipient_id === who &&
            matters.some((one) => one.mail_id === row.id && one.alert_id === alert.id),
        )
        expect(told.length, `${alert.id} for ${who}`).toBeGreaterThan(0)
        const problem = told.filter((row) => row.kind === 'problem' && row.state === 'sent')
        expect(problem.length, 'one transition, one message').toBeLessThanOrEqual(1)
        const over = ![...open.values()].some(({ id }) => id === alert.id)
        if (!over || problem.length === 0) continue
        const end = told.some((row) => {
          const kind = matters.find(
            (one) => one.mail_id === row.id && one.alert_id === alert.id && one.kind === 'cleared',
          )
          if (kind !== undefined && row.state === 'held') return summaryTells(who, alert)
          return row.state === 'sent' && (kind !== undefined || row.kind === 'digest')
        })
        expect(end, `the end of ${alert.id} for ${who}`).toBe(true)
      }
  } finally {
    await scene.end()
  }
}

/** The end of what is merged into a digest once waited for that mail for ever. */
const endWhileTheLineIsDown: Step[] = [
  { do: 'open', host: 1, object: 0, grave: false },
  { do: 'line', up: false },
  { do: 'open', host: 1, object: 1, grave: true },
  { do: 'pass', minutes: 400 },
  { do: 'clear', host: 1, object: 0, grave: false },
]

it('holds for any history of problems, ends, acknowledgements, cut lines and restarts', async () => {
  const runs = Number(process.env['MLINZI_FUZZ_INPUTS'] ?? 0) > 0 ? 500 : 5
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), lived), {
    numRuns: runs,
    endOnFailure: true,
    examples: [[endWhileTheLineIsDown]],
  })
}, 120_000)
