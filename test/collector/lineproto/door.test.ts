/** The door with a real store and a real state: whose points are whose, what is learnt and bounded. */
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowAt } from '../../../contract/wire/packed-rows.ts'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import { LineWrites, type LineDoorParts } from '../../../collector/lineproto/door.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import type { Commit, TimeSeriesStore } from '../../../collector/model/store.ts'
import { createIdentity } from '../../../collector/state/identity.ts'
import type { LineAnswer } from '../../../collector/state/line-door.ts'
import { createLineSources, type LineSource } from '../../../collector/state/line-sources.ts'
import { openCollectorState } from '../../../collector/state-tables.ts'
import { rememberingLog } from '../../support/remembering-log.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { open, scratch, start } from '../store/fixture.ts'

const place = scratch()
let files = 0
type Scene = Awaited<ReturnType<typeof openScene>>
let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

async function openScene() {
  const clock = new VirtualClock(start)
  const at = path.join(place.folder, String(++files))
  const store = await open(`${at}.series`, { clock, retention: { full: 14, m5: 396, h1: 1827 } })
  const state = await openCollectorState(`${at}.state`)
  const sources = createLineSources(state.db, clock)
  const { hosts } = createIdentity(state.db, clock)
  const fleet: HostRecord[] = []
  const commits: Commit[] = []
  const written: string[] = []
  const door = (change: Partial<LineDoorParts> = {}): LineWrites =>
    new LineWrites({
      state: sources,
      store,
      catalogue,
      fleet: () => fleet,
      host: (id) => fleet.find((one) => one.id === id),
      added: async (id) => {
        const host = await hosts.get(id)
        if (host) fleet.push(host)
      },
      overloaded: () => false,
      onCommit: (commit) => commits.push(commit),
      onWritten: (id) => written.push(id),
      clock,
      log: rememberingLog(),
      ...change,
    })
  const source = async (name: string, change: Partial<LineSource> = {}): Promise<LineSource> => {
    const asked = { name, role: 'server' as const, siteId: null, departmentId: null }
    const { secret } = await sources.create({ ...asked, seriesMax: 100, ...change })
    const found = await sources.find(secret)
    if (!found) throw new Error('The source is not there')
    return found
  }
  return {
    clock,
    store,
    sources,
    fleet,
    commits,
    written,
    door,
    source,
    /** A computer with an agent of ours. */
    computer: (id: string, name: string) => fleet.push({ ...computer, id, name }),
    close: async () => {
      await store.close()
      await state.close()
    },
  }
}
const computer: HostRecord = {
  id: '',
  name: '',
  siteId: null,
  departmentId: null,
  role: 'desktop',
  critical: false,
  simulated: false,
  labels: {},
  createdAtMs: 0,
  lastSeenMs: null,
  presence: 'online',
  presenceSinceMs: null,
  clockOffsetSeconds: null,
  agentVersion: '1.0.0',
  inventory: null,
}

const atS = start / 1000
function write(
  door: LineWrites,
  source: LineSource,
  ...lines: readonly string[]
): Promise<LineAnswer> {
  return door.write({ source, body: Buffer.from(lines.join('\n')), precision: 's' })
}
function seriesOf(store: TimeSeriesStore): unknown[] {
  return [...store.series.all()].map(({ hostId, descriptor }) => [
    hostId,
    descriptor.measurement,
    Object.fromEntries(descriptor.tags),
    descriptor.fields.map(({ name, kind }) => `${name} ${kind}`),
  ])
}
async function points(store: TimeSeriesStore, field: string): Promise<unknown[]> {
  const seriesIds = [...store.series.all()]
    .filter(({ descriptor }) => descriptor.fields.some(({ name }) => name === field))
    .map(({ id }) => id)
  const span = { fromMs: start - 86_400_000, toMs: start + 86_400_000 }
  const answers = await store.range({ seriesIds, field, ...span })
  return answers.flatMap((one) => one.points.map(({ timeMs, value }) => [timeMs - start, value]))
}

describe('whose points they are', () => {
  it('those of a computer with an agent go beside its own, marked with their source', async () => {
    scene.computer('h7', 'PC-07')
    const door = scene.door()
    const source = await scene.source('telegraf')
    await write(door, source, `cpu,cpu=cpu0,host=pc-07,source=x usage_user=1 ${atS}`)
    await write(door, source, `cpu,cpu=cpu1,host=pc-07.ofisi.go.tz usage_user=2 ${atS}`)
    expect(seriesOf(scene.store)).toEqual([
      [
        'h7',
        'foreign:cpu',
        { cpu: 'cpu0', own_source: 'x', source: 'telegraf' },
        ['usage_user float'],
      ],
      ['h7', 'foreign:cpu', { cpu: 'cpu1', source: 'telegraf' }, ['usage_user float']],
    ])
    expect(scene.fleet).toHaveLength(1)
    expect(scene.written).toEqual([])
  })
  it('others become hosts of the fleet, once, with the role and place of their source', async () => {
    const door = scene.door()
    const source = await scene.source('proxmox', { role: 'network', siteId: 's1' })
    await Promise.all([
      write(door, source, `m,host=pve1 f=1 ${atS}`, `m,host=PVE1 f=2 ${atS + 1}`, `m f=3 ${atS}`),
      write(door, source, `n,host=pve1 f=1 ${atS}`),
    ])
    expect(scene.fleet.map(({ name, role, siteId }) => [name, role, siteId])).toEqual([
      ['pve1', 'network', 's1'],
      ['proxmox', 'network', 's1'],
    ])
    expect(new Set(scene.written)).toEqual(new Set(scene.fleet.map(({ id }) => id)))
    const again = scene.door()
    expect(await again.start()).toEqual(scene.fleet.map(({ id }) => id))
    await write(again, source, `m,host=pve1 f=1 ${atS + 9}`)
    expect(scene.fleet).toHaveLength(2)
  })
  it('two computers of one name get none of them', async () => {
    scene.computer('h1', 'pc')
    scene.computer('h2', 'PC')
    await write(scene.door(), await scene.source('t'), `m,host=pc f=1 ${atS}`)
    expect(scene.fleet).toHaveLength(3)
  })
  it('a source brings no more hosts than it may', async () => {
    const door = scene.door({ limits: { hostsPerSourceMax: 2 } })
    const source = await scene.source('vms')
    const lines = [1, 2, 3].map((n) => `m,host=vm${n} f=1 ${atS}`)
    expect(await write(door, source, ...lines)).toMatchObject({
      kind: 'partial',
      dropped: 1,
      findings: [{ reason: 'too many hosts: source "vms" may bring 2' }],
    })
  })
})

describe('what is learnt', () => {
  it('the first type of a field wins, of our own measurements the catalogue’s', async () => {
    const door = scene.door()
    const source = await scene.source('t')
    expect(await write(door, source, `x f=1 ${atS}`)).toEqual({ kind: 'stored' })
    const conflict = (field: string, of: string, is: string, was: string): object => ({
      findings: [
        {
          reason:
            `field type conflict: input field "${field}" on measurement "${of}" is type ${is}, ` +
            `already exists as type ${was}`,
        },
      ],
    })
    expect(await write(door, source, `x f="a" ${atS}`)).toMatchObject(
      conflict('f', 'x', 'string', 'float'),
    )
    expect(await write(door, source, `mem total=1 ${atS}`)).toMatchObject(
      conflict('total', 'mem', 'float', 'integer'),
    )
    const again = scene.door()
    await again.start()
    expect(await write(again, source, `x f=1i ${atS}`)).toMatchObject(
      conflict('f', 'x', 'integer', 'float'),
    )
  })
  it('points with fewer fields share a series; ever other fields end in one that has all', async () => {
    const door = scene.door()
    const source = await scene.source('t')
    const sets = ['a=1', 'b=1', 'c=1', 'd=1', 'e=1', 'a=2,e=2', 'b=3,c=3,d=3']
    for (const [at, fields] of sets.entries()) await write(door, source, `m ${fields} ${atS + at}`)
    expect(seriesOf(scene.store).map((one) => (one as unknown[])[3])).toEqual([
      ['a float'],
      ['b float'],
      ['c float'],
      ['d float'],
      ['a float', 'b float', 'c float', 'd float', 'e float'],
    ])
    expect(await points(scene.store, 'e')).toEqual([
      [4000, 1],
      [5000, 2],
      [6000, null],
    ])
  })
  it('a source has no more series than it may, after a restart too', async () => {
    const source = await scene.source('many', { seriesMax: 3 })
    const lines = [1, 2, 3, 4, 5].map((n) => `m,n=${n} f=1 ${atS}`)
    const refused = {
      kind: 'partial',
      dropped: 2,
      findings: [
        { line: 'm,n=4', reason: 'too many series: source "many" may have 3', kind: 'refused' },
        { line: 'm,n=5', reason: 'too many series: source "many" may have 3', kind: 'refused' },
      ],
    }
    expect(await write(scene.door(), source, ...lines)).toEqual(refused)
    const again = scene.door()
    await again.start()
    expect(again.seriesCount('many')).toBe(3)
    expect(await write(again, source, ...lines)).toEqual(refused)
  })
})

describe('what is stored', () => {
  it('has its own time; what is old is history, what cannot be is refused with the reason', async () => {
    const door = scene.door()
    const source = await scene.source('t')
    const day = 86_400
    expect(
      await write(door, source, `m f=1 ${atS}`, `m f=2 ${atS - 3600}`, `m f=3 ${atS - 500 * day}`),
    ).toMatchObject({
      findings: [{ reason: 'time outside range: 500 days old; check clock and precision' }],
    })
    expect(await write(door, source, `m f=4 ${atS + 3600}`)).toMatchObject({
      findings: [
        { reason: 'time outside range: 3600 s ahead of the collector; check clock and precision' },
      ],
    })
    expect(await points(scene.store, 'f')).toEqual([
      [-3_600_000, 2],
      [0, 1],
    ])
    const { data } = scene.commits[0]?.frames[0]?.rows ?? { data: [] }
    expect([data[rowAt.flags], data[6 + rowAt.flags]]).toEqual([0, 1])
  })
  it('a point without a time has that of its arrival', async () => {
    await write(scene.door(), await scene.source('t'), 'm f=1')
    expect(await points(scene.store, 'f')).toEqual([[0, 1]])
  })
  it('a body that is sent again is stored once, also while it is still being stored', async () => {
    const door = scene.door()
    const source = await scene.source('t')
    const lines = [`m f=1 ${atS}`, `m f=2 ${atS + 1}`]
    const answers = await Promise.all([
      write(door, source, ...lines),
      write(door, source, ...lines),
    ])
    answers.push(await write(door, source, ...lines))
    expect(answers.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'stored'])
    expect(scene.commits).toHaveLength(1)
    expect(await points(scene.store, 'f')).toEqual([
      [0, 1],
      [1000, 2],
    ])
    await write(door, source, 'm f=3')
    await write(door, source, 'm f=3')
    expect(scene.commits).toHaveLength(3)
  })
  it('what the store cannot take is not lost: the sender is asked to come again', async () => {
    let fails = true
    const store: LineDoorParts['store'] = {
      series: scene.store.series,
      append: (frames, atMs) =>
        fails ? Promise.reject(new Error('disk full')) : scene.store.append(frames, atMs),
    }
    const door = scene.door({ store })
    const source = await scene.source('t')
    expect(await write(door, source, `m f=1 ${atS}`)).toEqual({
      kind: 'busy',
      retryAfterSeconds: 10,
    })
    fails = false
    expect(await write(door, source, `m f=1 ${atS}`)).toEqual({ kind: 'stored' })
    expect(await points(scene.store, 'f')).toEqual([[0, 1]])
  })
  it.each([
    ['v'.repeat(5000), 'text of field "t" too long: 5000 bytes > 4096'],
    [undefined, 'field "i": whole numbers beyond 2^53 cannot be kept exactly'],
  ])('what cannot be kept as it is, is refused and not changed', async (text, reason) => {
    const line = text === undefined ? `m i=9007199254740993i ${atS}` : `m t="${text}" ${atS}`
    expect(await write(scene.door(), await scene.source('t'), line)).toMatchObject({
      findings: [{ line: 'm', reason }],
    })
  })
})

describe('bounds', () => {
  it('a source that sends too much waits, others do not', async () => {
    const door = scene.door({ limits: { bytesPerSecond: 100, bytesAtOnce: 1000 } })
    expect(door.admit('a', 900)).toBeUndefined()
    expect(door.admit('a', 900)).toEqual({ retryAfterSeconds: 8, of: 'source' })
    expect(door.admit('b', 900)).toBeUndefined()
    await scene.clock.advance(8000)
    expect(door.admit('a', 900)).toBeUndefined()
    expect(door.admit('b', 5000)).toEqual({ retryAfterSeconds: 1, of: 'source' })
    await scene.clock.advance(1000)
    expect(door.admit('b', 5000)).toBeUndefined()
  })
  it('an overloaded collector asks everybody to come again', () => {
    expect(scene.door({ overloaded: () => true }).admit('a', 1)).toEqual({
      retryAfterSeconds: 10,
      of: 'collector',
    })
  })
  it('what came and what was refused is written down, by reason', async () => {
    const door = scene.door()
    const source = await scene.source('t')
    await write(door, source, `m f=1 ${atS}`, 'no', 'no', `m f=1i ${atS}`)
    await door.save()
    await write(door, source, 'no')
    await door.save()
    const [found] = await scene.sources.all()
    expect(found).toMatchObject({ lastWriteMs: start, points: 1, refused: 4 })
    expect(await scene.sources.refusals(source.id, 10)).toEqual([
      expect.objectContaining({
        points: 1,
        line: 'm',
        reason: expect.stringContaining('conflict'),
      }),
      { sourceId: source.id, atMs: start, points: 3, line: 'no', reason: 'missing fields' },
    ])
  })
})
