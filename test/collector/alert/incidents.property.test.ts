/** Random histories of devices and what is behind them, through presence and the alert engine. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPresence } from '../../../collector/fleet/presence.ts'
import { ParentGraph, type ParentLink } from '../../../lib/parent-graph.ts'
import { alertScene, hostNamed, office, shippedRules } from '../../support/alert-scene.ts'

const minute = 60_000
const stepMs = minute
const startMs = office('2026-11-12T09:00')
const links: readonly ParentLink[] = [
  { childId: 'switch', parentId: 'router' },
  { childId: 'srv-1', parentId: 'switch' },
  { childId: 'srv-2', parentId: 'switch' },
  { childId: 'pc-1', parentId: 'switch' },
]
const devices = ['router', 'switch']
const children = ['srv-1', 'srv-2', 'pc-1']
const all = [...devices, ...children, 'beside']
const roleOf = { router: 'network', switch: 'network', 'pc-1': 'desktop' } as const
const hosts = all.map((id) =>
  hostNamed(id, {
    siteId: 'hq',
    presence: 'never_seen',
    role: Object.hasOwn(roleOf, id) ? roleOf[id as keyof typeof roleOf] : 'server',
  }),
)
const rules = shippedRules.filter((rule) => rule.kind === 'silence')
const graph = new ParentGraph(links)

/** A machine's own fault: from a minute on, for so many minutes. */
interface Fault {
  readonly id: string
  readonly atMinute: number
  readonly minutes: number
}
const faults = fc.array(
  fc.record({
    id: fc.constantFrom(...devices, ...children),
    atMinute: fc.integer({ min: 10, max: 150 }),
    minutes: fc.integer({ min: 1, max: 90 }),
  }),
  { maxLength: 6 },
)

const alone = [{ id: 'srv-1', atMinute: 20, minutes: 60 }]
const overlapping = [
  { id: 'switch', atMinute: 30, minutes: 20 },
  { id: 'srv-2', atMinute: 40, minutes: 70 },
]

/** What failed by itself at that minute. */
const faulty = (history: readonly Fault[], id: string, at: number): boolean =>
  history.some((one) => one.id === id && at >= one.atMinute && at < one.atMinute + one.minutes)
const cutOff = (history: readonly Fault[], id: string, at: number): boolean =>
  graph.parentsOf(id).some((up) => faulty(history, up, at) || cutOff(history, up, at))

async function lived(history: readonly Fault[]) {
  const scene = await alertScene({ rules, hosts, parents: links, startMs })
  const { clock } = scene
  await scene.settings.saveSite({ id: 'hq', name: 'HQ', profile: 'lan', subnets: [] })
  await scene.start()
  const presence = createPresence({
    hosts: {
      all: async () => hosts,
      setPresence: async () => undefined,
      setContact: async () => undefined,
    },
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    calendar: () => ({ zone: 'Africa/Dar_es_Salaam', days: {}, holidays: [] }),
    postingMs: () => minute,
    parents: () => graph,
    onPresence: ({ hostId, presence: word, sinceMs, untilMs }) => {
      if (untilMs === null) scene.engine.onPresence(hostId, word, sinceMs)
    },
  })
  await presence.start()
  const there = new Set<string>()
  for (; clock.now() < startMs + 260 * minute;) {
    const at = (clock.now() - startMs) / minute
    for (const id of all) {
      const reached = !faulty(history, id, at) && !cutOff(history, id, at)
      const atMs = clock.now()
      if (reached && !there.has(id)) {
        there.add(id)
        presence.session({ type: 'connected', hostId: id, atMs, bootAtMs: startMs - minute })
      } else if (!reached && there.delete(id))
        presence.session({ type: 'disconnected', hostId: id, atMs, goodbye: null })
      if (reached) presence.heard(id, atMs)
    }
    await presence.evaluate()
    await scene.advance(stepMs)
  }
  const alerts = await scene.history()
  await scene.end()
  return alerts
}

const told = (alerts: Awaited<ReturnType<typeof lived>>) => {
  const ids = new Map(alerts.map(({ id, ruleId, hostId }) => [id, `${ruleId} ${hostId ?? ''}`]))
  return alerts.map(({ ruleId, hostId, openedAtMs, clearedAtMs, parentId, kinds }) => {
    const parent = parentId === null ? null : (ids.get(parentId) ?? parentId)
    return { ruleId, hostId, openedAtMs, clearedAtMs, parent, kinds }
  })
}

/** Some seconds; `npm run fuzz` makes them many. */
const numRuns = process.env['MLINZI_FUZZ_INPUTS'] === undefined ? 4 : 60

it('a lost device never hides a fault of what is behind it, and the same history tells the same', async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (history) => {
      const alerts = await lived(history)
      for (const { id, atMinute, minutes } of history) {
        if (!id.startsWith('srv')) continue
        // For half an hour its way was whole, and it was away.
        const own = (minute_: number): boolean =>
          faulty(history, id, minute_) && !cutOff(history, id, minute_)
        const from = Array.from({ length: minutes }, (_, at) => atMinute + at).find((begin) =>
          Array.from({ length: 30 }, (_, at) => begin + at).every(own),
        )
        if (from === undefined) continue
        const ms = startMs + (from + 29) * minute
        const open = alerts.filter(
          (one) => one.openedAtMs <= ms && (one.clearedAtMs ?? Infinity) > ms - minute,
        )
        const roots = open.filter((one) => one.parentId === null)
        const isTold = roots.some(
          ({ ruleId, hostId, values }) =>
            hostId === id ||
            (ruleId === 'site-silent' && String(values['names']).includes(id.toUpperCase())),
        )
        expect(isTold, `${id} away since minute ${atMinute}, told by minute ${from + 29}`).toBe(
          true,
        )
      }
      // All is well again in the end: nothing stays open.
      expect(alerts.filter((one) => one.clearedAtMs === null)).toEqual([])
      expect(told(await lived(history))).toEqual(told(alerts))
    }),
    // One server's own fault, then one that overlaps a fault of the switch: tried every time.
    {
      numRuns,
      endOnFailure: true,
      interruptAfterTimeLimit: 90_000,
      examples: [[alone], [overlapping]],
    },
  )
}, 120_000)
