/** `mlinzi network parents` over a real state database. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parentCommands } from '../../../collector/cli/parents.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'

let home: string
let repositories: Repositories

/** What it prints. */
async function parents(...words: readonly string[]): Promise<string> {
  const lines: string[] = []
  const note = (line: string): void => void lines.push(line)
  vi.spyOn(console, 'log').mockImplementation(note)
  vi.spyOn(console, 'error').mockImplementation(note)
  await parentCommands((work) => work(repositories)).parseAsync([...words], { from: 'user' })
  return lines.join('\n')
}

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'mlinzi-parents-'))
  repositories = await openRepositories(collectorHome(home), systemClock)
  const { network, discovery, office } = repositories
  await office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
  const device = { siteId: 's1', departmentId: null, pollerHostId: null, snmp: null } as const
  await network.addDevice('rt', { ...device, role: 'network', name: 'RUTA', address: '10.0.0.1' })
  await network.addDevice('sw', { ...device, role: 'network', name: 'SWICHI', address: '10.0.0.2' })
  await network.addDevice('pr', { ...device, role: 'printer', name: 'PRINTA', address: '10.0.0.3' })
  const ports = [
    { port: '24', addresses: 40, macs: [], neighbour: 'RUTA', neighbourKind: 'router' as const },
  ]
  await discovery.keepLinks({ deviceId: 'sw', atMs: systemClock.now(), ports, macs: [] })
})
afterAll(async () => {
  vi.restoreAllMocks()
  process.exitCode = 0
  await repositories.close()
  rmSync(home, { recursive: true })
})

test('what is proposed is told with why, accepted by name, listed, written to a file and read from it', async () => {
  const proposed = await parents('propose')
  expect(proposed).toContain('Likely  SWICHI  RUTA')
  expect(proposed).toContain('SWICHI names RUTA as its neighbour on port 24.')
  expect(await parents('accept', 'swichi')).toContain('SWICHI  behind  RUTA')
  expect(await parents('propose')).toContain('Nothing new')
  const file = path.join(home, 'links.csv')
  await parents('export', file)
  expect(readFileSync(file, 'utf8')).toContain('SWICHI,RUTA,,lldp,command line,')
  writeFileSync(file, 'child;parent;port\nPRINTA;SWICHI;20\n')
  expect(await parents('import', file)).toContain('PRINTA  behind  SWICHI')
  const list = await parents('list')
  expect(list).toContain('PRINTA  SWICHI  20  said by hand  command line')
  expect(list).toContain('SWICHI  RUTA  -  neighbours (LLDP, CDP)  command line  seen now')
})

test('a ring and a mistyped name are told and change nothing', async () => {
  expect(await parents('declare', 'RUTA', 'PRINTA')).toContain('would close a ring')
  expect(process.exitCode).toBe(1)
  await expect(parents('declare', 'PRINTA', 'SWICH')).rejects.toThrow('did you mean "SWICHI"')
  await parents('remove', 'PRINTA', 'SWICHI')
  await expect(parents('remove', 'PRINTA', 'SWICHI')).rejects.toThrow('does not hang')
  const actions = (await repositories.audit.list({ limit: 9 })).map(({ action }) => action)
  expect(actions.toSorted()).toEqual([
    'network.parents.accept',
    'network.parents.declare',
    'network.parents.remove',
  ])
})
