/** Agents of an office that gives the collector a certificate of its own authority. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { openVerified } from '../../agent/connect/tls-socket.ts'
import { officeCertificate } from '../../collector/gateway/office-certificate.ts'
import { collectorName } from '../../contract/wire/address.ts'
import { enrolIn, agentIn, neverAborted, temporaryFolder } from '../support/door.ts'
import { doors } from '../support/doors.ts'
import { officeAuthority, type Issued, type TestAuthority } from '../support/office-authority.ts'
import { missing } from '../support/service.ts'

const open = doors()
const program = path.join(import.meta.dirname, '../support/programs/visiting-agent.ts')
const day = 86_400_000
const past = { fromMs: Date.now() - 400 * day, toMs: Date.now() - day }
let root: TestAuthority
let unit: TestAuthority

beforeAll(async () => {
  root = await officeAuthority('Wizara')
  unit = await root.below('TEHAMA')
})
function shown(server: Issued, above = [unit, root]) {
  const certificate = [server, ...above].map((one) => one.certificate).join('')
  return officeCertificate({ certificate, key: server.key }, Date.now())
}

test('an agent enrols by the token’s fingerprint of the office’s authority, and connects', async () => {
  const door = await open({ authority: shown(await unit.server()) })
  const folder = await temporaryFolder()
  await enrolIn(folder, await door.token())
  const session = await agentIn(folder).connect()
  expect(session.welcome.hostName).toBe('pc-1')
})

test('a renewed certificate needs nothing at the agents', async () => {
  const door = await open({ authority: shown(await unit.server()) })
  const folder = await temporaryFolder()
  await enrolIn(folder, await door.token())
  await (await agentIn(folder).connect()).close('stop')
  const otherUnit = await root.below('TEHAMA 2')
  door.gateway.setTls(shown(await otherUnit.server(), [otherUnit, root]).tls)
  await expect(agentIn(folder).connect()).resolves.toBeDefined()
  // The authority's own certificate is renewed too, with the same key.
  const renewedRoot = await officeAuthority('Wizara', undefined, root.keys)
  door.gateway.setTls(shown(await unit.server(), [unit, renewedRoot]).tls)
  await expect(agentIn(folder).connect()).resolves.toBeDefined()
})

test('one of another authority is refused, whatever names it bears', async () => {
  const door = await open({ authority: shown(await unit.server()) })
  const folder = await temporaryFolder()
  await enrolIn(folder, await door.token())
  const other = await officeAuthority('Wizara')
  door.gateway.setTls(shown(await other.server(), [other]).tls)
  await expect(agentIn(folder).connect()).rejects.toThrow()
})

test('an expired certificate is believed through the authorities between, and only so', async () => {
  const address = (port: number) => ({ host: '127.0.0.1', port })
  const expired = await open({ authority: shown(await unit.server([collectorName], past)) })
  const socket = await openVerified(address(expired.port), root.certificate, neverAborted)
  socket.destroy()
  const middle = await root.below('Zamani', past)
  const oldMiddle = await open({ authority: shown(await middle.server(), [middle, root]) })
  const other = await openVerified(address(oldMiddle.port), root.certificate, neverAborted)
  other.destroy()
  const stranger = await officeAuthority('Wizara')
  const forged = await stranger.server([collectorName], past)
  const man = await open({ authority: shown(forged, [stranger]) })
  await expect(openVerified(address(man.port), root.certificate, neverAborted)).rejects.toThrow()
})

test('an expired certificate of the same authority for another server is refused', async () => {
  const door = await open({ authority: shown(await unit.server()) })
  const printer = await unit.server(['printer-17'], past)
  door.gateway.setTls({
    key: printer.key,
    cert: printer.certificate + unit.certificate + root.certificate,
  })
  const address = { host: '127.0.0.1', port: door.port }
  await expect(openVerified(address, root.certificate, neverAborted)).rejects.toThrow()
})

test.skipIf(missing('faketime', 'faketime')).each([2009, 2099])(
  'a computer that believes it is %i enrols and delivers under a certificate of this year',
  async (year) => {
    const door = await open({ authority: shown(await unit.server()) })
    const words = [`${year}-03-01 10:00:00`, process.execPath, program]
    const { stdout } = await promisify(execFile)(
      'faketime',
      [...words, await temporaryFolder(), await door.token()],
      { env: { ...process.env, DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' }, timeout: 25_000 },
    )
    expect(JSON.parse(stdout)).toMatchObject({ year, answer: { type: 'ack' } })
  },
)
