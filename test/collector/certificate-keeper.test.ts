import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CertificateKeeper } from '../../collector/certificate-keeper.ts'
import { collectorHome } from '../../collector/home.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { removeFolders, temporaryFolder } from '../support/door.ts'
import { officeAuthority, type Issued, type TestAuthority } from '../support/office-authority.ts'
import { rememberingLog } from '../support/remembering-log.ts'

let authority: TestAuthority
let server: Issued
const names = ['mlinzi-collector', 'mlinzi.kilosa.go.tz']

beforeAll(async () => {
  authority = await officeAuthority()
  server = await authority.server(names)
})
afterAll(removeFolders)

async function stage(files: boolean) {
  const home = collectorHome(await temporaryFolder())
  const log = rememberingLog()
  const put = async ({ certificate, key }: Issued, above = authority): Promise<void> => {
    await mkdir(home.folder, { recursive: true })
    await writeFile(path.join(home.folder, 'tls.pem'), certificate + above.certificate)
    await writeFile(path.join(home.folder, 'tls.key'), key)
  }
  const machine = ['pc-1']
  const keeper = () =>
    CertificateKeeper.open({
      home,
      log,
      clock: systemClock,
      machineNames: () => machine,
      files: files ? { certificate: 'tls.pem', key: 'tls.key' } : undefined,
    })
  const said = (): string => log.lines.map((line) => JSON.stringify(line)).join('\n')
  return { home, log, put, keeper, machine, said }
}

test('a renewed file of the same authority is taken up without a restart', async () => {
  const { put, keeper, said } = await stage(true)
  await put(server)
  const one = await keeper()
  expect(one.names).toEqual(['mlinzi.kilosa.go.tz', 'pc-1'])
  expect(await one.review()).toBeUndefined()
  const renewed = await authority.server(names)
  await put(renewed)
  expect((await one.review())?.tls.key).toBe(renewed.key)
  expect(one.current.fingerprint).toBe((await keeper()).current.fingerprint)
  expect(said()).toContain('"lacking":["pc-1"]')
})

test('a wrong file is told once and the present certificate stays', async () => {
  const { home, put, keeper, log } = await stage(true)
  await put(server)
  const one = await keeper()
  const other = await officeAuthority('Nyingine')
  await put(await other.server(names), other)
  expect(await one.review()).toBeUndefined()
  expect(await one.review()).toBeUndefined()
  await writeFile(path.join(home.folder, 'tls.pem'), 'half')
  expect(await one.review()).toBeUndefined()
  const errors = log.lines.filter(({ level }) => level === 'error')
  expect(errors.map((line) => JSON.stringify(line))).toEqual([
    expect.stringContaining('signed by another authority'),
    expect.stringContaining('no certificate in PEM form'),
  ])
  expect(one.current.tls.key).toBe(server.key)
})

test('where the files are gone, as after a move, the kept copies serve', async () => {
  const { home, put, keeper } = await stage(true)
  await put(server)
  await keeper()
  for (const name of ['tls.pem', 'tls.key']) await rm(path.join(home.folder, name))
  expect((await keeper()).current.tls.key).toBe(server.key)
  await rm(path.join(home.authority, 'office.key'))
  await expect(keeper()).rejects.toThrow('tls.pem or its key tls.key is not there')
})

test('the sentence names the file; a change of authority is warned of', async () => {
  const { home, put, keeper, said } = await stage(true)
  await put({ ...server, key: 'nonsense' })
  await expect(keeper()).rejects.toThrow(/^tls\.pem: The private key is no key/)
  await mkdir(home.authority, { recursive: true })
  await writeFile(path.join(home.authority, 'ca.pem'), 'of the time before')
  await put(server)
  await keeper()
  expect(said()).toContain('must be enrolled again')
})

test('an expired certificate is told as an error and served all the same', async () => {
  const { put, keeper, said } = await stage(true)
  await put(await authority.server(names, { fromMs: 0, toMs: 86_400_000 }))
  const { current } = await keeper()
  expect(said()).toContain('expired on 1970-01-02')
  expect(current.tls.cert).toContain('BEGIN CERTIFICATE')
})

test('the collector’s own leaf follows the names of the machine', async () => {
  const { home, keeper, machine } = await stage(false)
  const one = await keeper()
  expect(await one.review()).toBeUndefined()
  machine.push('192.168.7.7')
  const changed = await one.review()
  const leaf = new X509Certificate(changed?.tls.cert ?? '')
  expect(leaf.checkIP('192.168.7.7')).toBeDefined()
  expect(one.names).toContain('192.168.7.7')
  expect(await readFile(path.join(home.authority, 'leaf.pem'), 'utf8')).toContain('BEGIN')
})
