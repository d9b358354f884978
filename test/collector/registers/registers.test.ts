import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LinkDesk } from '../../../collector/link-desk.ts'
import { OfficeWatch } from '../../../collector/office-watch.ts'
import { OwnSeries } from '../../../collector/own-series.ts'
import { RegistersDesk } from '../../../collector/registers/registers-desk.ts'
import { compareSoftware } from '../../../collector/registers/software-diff.ts'
import { growthOf } from '../../../lib/counter-growth.ts'
import { lastMonths, printedPages } from '../../../collector/api/registers/printed-pages.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { printQueue } from '../../../contract/catalogue/families/print-queue.ts'
import { removableUse } from '../../../contract/catalogue/families/removable-use.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { officeNow, sampleOffice, type SampleOffice } from '../../support/sample-office.ts'

const zone = 'Africa/Dar_es_Salaam'
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const hour = 3_600_000
let office: SampleOffice
let told: { hostId: string; one: Reading }[] = []
let desk: RegistersDesk
let hostId = ''

beforeEach(async () => {
  office = await sampleOffice()
  told = []
  const { registers, store, clock } = office.parts
  desk = new RegistersDesk({
    registers,
    store,
    local: zoneReader(zone),
    add: (id, one) => told.push({ hostId: id, one }),
    clock,
    log: silent,
  })
  hostId = (await office.addHost({ name: 'ofisi-01' })).id
})
afterEach(() => office.close())

const item = (name: string, version = '1') => ({ name, version, publisher: '' })
const list = (...items: ReturnType<typeof item>[]) => ({ items, leftOut: 0 })

describe('programs', () => {
  const send = (...software: object[]) =>
    desk.followedHosts(office.identity.hosts).setInventory(hostId, 'h', { software })

  test('the first list is no change; the next ones say what is new, gone and updated', async () => {
    await send(item('A'), item('B'))
    expect(told).toEqual([])
    await send(item('A', '2'), item('C'))
    const changes = await office.parts.registers.software.changes(hostId, 0, 10)
    expect(changes.map(({ kind, name, before, after }) => [kind, name, before, after])).toEqual([
      ['installed', 'C', '', '1'],
      ['removed', 'B', '1', ''],
      ['updated', 'A', '1', '2'],
    ])
    expect(told).toMatchObject([
      { hostId, one: { fields: { installed: 1, removed: 1, updated: 1 } } },
    ])
    await send(item('A', '2'), item('C'))
    expect(told).toHaveLength(1)
  })

  test('an inventory without a list, or with rubbish in it, removes nothing', async () => {
    await send(item('A'))
    const hosts = desk.followedHosts(office.identity.hosts)
    await hosts.setInventory(hostId, 'x', { softwareUnknown: 'no_privilege' })
    await hosts.setInventory(hostId, 'y', { software: 'rubbish' })
    expect(told).toEqual([])
    await hosts.setInventory(hostId, 'z', { software: [item('A'), null, 7, { name: 5 }] })
    expect(told).toEqual([])
  })

  test('behind the end of a list that was cut nothing is compared', () => {
    const cut = { items: [item('A'), item('B')], leftOut: 5 }
    expect(compareSoftware(list(item('A'), item('B'), item('Z')), cut)).toEqual([])
    expect(compareSoftware(list(item('B')), cut)).toMatchObject([{ kind: 'installed', name: 'A' }])
  })

  test('a removed computer takes its programs along', async () => {
    await send(item('A'))
    await office.identity.hosts.remove(hostId)
    const query = { search: '', offset: 0, limit: 10 }
    expect(await office.parts.registers.software.fleet(query)).toEqual({ programs: [], total: 0 })
  })
})

describe('memory sticks', () => {
  const plug = async (device: string, atMs: number): Promise<void> => {
    const { store, clock } = office.parts
    const onCommit = desk.removables.offer.bind(desk.removables)
    const rows = new OwnSeries({ store, clock, log: silent, onCommit })
    rows.add(hostId, reading(removableUse, {}, { device }), atMs)
    await rows.flush()
  }
  const own = { label: 'TEHAMA 1', holder: '', note: '', registeredAtMs: 0, registeredBy: 'a' }

  test('warn once the register is kept, and only of what is not in it', async () => {
    const { removables } = office.parts.registers
    await plug('Kingston 1', officeNow - hour)
    await desk.turn()
    expect(told).toEqual([])
    expect((await removables.seen(5)).map(({ device }) => device)).toEqual(['Kingston 1'])
    await removables.save({ ...own, device: 'Kingston 1' })
    await plug('Kingston 1', officeNow)
    await plug('Foreign 9', officeNow)
    await desk.turn()
    expect(told).toMatchObject([{ hostId, one: { fields: { device: 'Foreign 9' } } }])
  })

  test('what was committed while nobody asked is found again after a start, once', async () => {
    const { removables } = office.parts.registers
    await removables.save({ ...own, device: 'Kingston 1' })
    await plug('Foreign 9', officeNow - hour)
    const { registers, store, clock } = office.parts
    for (let start = 0; start < 2; start++) {
      const again = new RegistersDesk({
        registers,
        store,
        local: zoneReader(zone),
        add: (id, one) => told.push({ hostId: id, one }),
        clock,
        log: silent,
      })
      await again.turn()
    }
    expect(told).toHaveLength(1)
  })
})

describe('usage', () => {
  const add = (minutes: number, more: { inUse?: boolean; users?: string } = {}) =>
    office.parts.registers.usage.add([
      {
        hostId,
        day: '2026-11-12',
        atMs: officeNow + minutes * 60_000,
        inUse: true,
        logons: 2,
        failedLogons: null,
        users: 'amina',
        ...more,
      },
    ])

  test('a day adds up what was lived; gaps and older readings add nothing', async () => {
    await add(0)
    await add(5)
    await add(10, { inUse: false, users: 'juma, amina' })
    await add(120)
    await add(60)
    expect(await office.parts.registers.usage.days(hostId, 5)).toEqual([
      {
        day: '2026-11-12',
        onSeconds: 600,
        usedSeconds: 300,
        logons: 2,
        failedLogons: null,
        users: 'amina, juma',
      },
    ])
  })

  test('it is gone when its days are over, when it is erased, and with its computer', async () => {
    const { usage, notice } = office.parts.registers
    await add(0)
    await notice.confirm('admin', officeNow, 7)
    await desk.review()
    expect(await usage.days(hostId, 5)).toHaveLength(1)
    await office.clock.advance(8 * 24 * hour)
    await desk.review()
    expect(await usage.days(hostId, 5)).toEqual([])
    await add(0)
    expect(await usage.erase('another')).toBe(0)
    expect(await usage.erase(hostId)).toBe(1)
    await add(0)
    expect(await usage.erase(null)).toBe(1)
    await add(0)
    await office.identity.hosts.remove(hostId)
    expect(await usage.erase(null)).toBe(0)
  })

  test('agents are told at once when the notice is confirmed and when it is withdrawn', async () => {
    const watch = new OfficeWatch(office.identity.hosts, office.parts.office)
    await watch.reload()
    const links = new LinkDesk({
      watch,
      hosts: office.identity.hosts,
      onBeat: () => undefined,
      usage: () => desk.notice.confirmed,
      clock: office.clock,
      log: silent,
    })
    let refreshed = 0
    desk.notice.connect(() => refreshed++)
    const peer = {
      agentId: 'a',
      hostId,
      hello: { type: 'hello' as const },
      send: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      close: () => undefined,
    }
    // Only the host's id is looked at.
    const usage = () => Reflect.apply(links.settingsOf.bind(links), links, [peer]).usage
    expect(usage()).toBeUndefined()
    await desk.followed.notice.confirm('admin', officeNow, 30)
    expect([usage(), refreshed]).toEqual([true, 1])
    await desk.followed.notice.withdraw('admin', officeNow)
    expect([usage(), refreshed]).toEqual([undefined, 2])
  })
})

describe('printed pages', () => {
  test.each([
    ['grows', [[3, 10, 10]], 0, 10],
    ['begins unknown: the first value is the start', [[5, 9, 9]], undefined, 4],
    ['starts anew between windows', [[0, 4, 4]], 100, 4],
    ['starts anew within a window', [[0, 120, 7]], 100, 27],
    ['stands still', [[9, 9, 9]], 9, 0],
  ] as const)('a counter that %s', (_, windows, before, pages) => {
    expect(
      growthOf(
        windows.map(([min, max, last]) => ({ min, max, last })),
        before,
      ),
    ).toBe(pages)
  })

  test('a month’s pages by queue, across a new start of the spooler', async () => {
    const { store, clock } = office.parts
    const rows = new OwnSeries({ store, clock, log: silent, onCommit: () => undefined })
    const count = (pages: number, atMs: number) =>
      rows.add(hostId, reading(printQueue, { printer: 'HP-1' }, { pages, jobs: 1 }), atMs)
    // Before this month, then 20 more, then after a new start 5.
    count(100, Date.UTC(2026, 9, 30, 9))
    count(120, Date.UTC(2026, 10, 3, 9))
    count(5, Date.UTC(2026, 10, 4, 9))
    await rows.flush()
    const hosts = await office.identity.hosts.all()
    const query = { zone, nowMs: officeNow, hosts, departmentName: () => null }
    const [month = '', before = ''] = lastMonths(zone, officeNow)
    expect([month, before]).toEqual(['2026-11', '2026-10'])
    const { queues } = await printedPages(store, { ...query, month })
    expect(queues).toMatchObject([{ host: 'ofisi-01', queue: 'HP-1', pages: 25 }])
    expect((await printedPages(store, { ...query, month: before })).queues).toEqual([])
  })
})
