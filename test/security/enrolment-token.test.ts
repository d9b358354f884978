import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { formatEnrolmentToken, parseEnrolmentToken } from '../../contract/wire/enrolment-token.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { agentIn, enrolIn, openDoor, temporaryFolder, type Door } from '../support/door.ts'
import { doors } from '../support/doors.ts'
import { relayTo } from '../support/relay.ts'

const open = doors()

const tries: readonly (readonly [string, (door: Door) => Promise<string>, string])[] = [
  ['with a wrong secret', (door) => withSecret(door, 'A'.repeat(43)), 'does not know'],
  ['that has expired', (door) => door.token({ expiresAtMs: systemClock.now() - 1 }), 'expired'],
  ['that was used up', (door) => door.token({ usesLeft: 0 }), 'used as often'],
  ['that was revoked', revokedToken, 'revoked'],
]
test.each(tries)('a token %s enrols nobody and says why', async (_what, token, words) => {
  const door = await open()
  const enrolment = enrolIn(await temporaryFolder(), await token(door))
  await expect(enrolment).rejects.toMatchObject({
    code: 'bad_token',
    retryable: false,
    message: expect.stringContaining(words),
  })
  expect(await door.identity.enrolment.keys()).toEqual([])
  expect(await door.identity.hosts.all()).toEqual([])
})

async function withSecret(door: Door, secret: string): Promise<string> {
  const parsed = parseEnrolmentToken(await door.token())
  if (parsed === undefined) throw new Error('The door made no token')
  return formatEnrolmentToken({ ...parsed, secret })
}
async function revokedToken(door: Door): Promise<string> {
  const text = await door.token()
  const id = parseEnrolmentToken(text)?.id ?? ''
  await door.identity.enrolment.revokeToken(id)
  return text
}

test('a token for one machine serves one machine', async () => {
  const door = await open()
  const token = await door.token({ usesLeft: 1 })
  await enrolIn(await temporaryFolder(), token)
  await expect(enrolIn(await temporaryFolder(), token)).rejects.toMatchObject({ code: 'bad_token' })
})

test('the secret is kept only as a hash', async () => {
  const door = await open()
  const secret = parseEnrolmentToken(await door.token())?.secret ?? ''
  const rows = await door.state.db.selectFrom('enrolment_token').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('an answer that was lost leaves one key, one host and one use', async () => {
  const door = await open()
  const token = await door.token({ usesLeft: 1 })
  const folder = await temporaryFolder()
  const first = await enrolIn(folder, token)
  // As after a power cut between the collector's commit and the agent's.
  const files = new PrivateFolder(folder)
  await files.write('enrolment.json', (await files.read('identity.json')) ?? '')
  await files.remove('identity.json')
  expect(await enrolIn(folder, token)).toEqual(first)
  expect(await door.identity.enrolment.keys()).toHaveLength(1)
  await expect(agentIn(folder).connect()).resolves.toBeDefined()
})

test('an agent shows its token to nobody whose authority is not the one in it', async () => {
  const real = await open()
  const stranger = await openDoor()
  const relay = await relayTo(stranger.port)
  const token = await real.token({}, [`127.0.0.1:${relay.port}`])
  const secret = parseEnrolmentToken(token)?.secret ?? ''
  const folder = await temporaryFolder()
  await expect(enrolIn(folder, token)).rejects.toMatchObject({
    name: 'ConnectFailed',
    errors: [{ name: 'WrongCollector' }],
  })
  const seen = Buffer.concat(relay.fromClients)
  // One TLS handshake and its end; nothing encrypted but Finished and the closing alert.
  expect(seen.length).toBeGreaterThan(0)
  expect(applicationBytes(seen)).toBeLessThan(120)
  expect(seen.includes(secret)).toBe(false)
  expect(stranger.gateway.counts().http).toBe(0)
  expect(await new PrivateFolder(folder).read('enrolment.json')).toBeUndefined()
  await relay.close()
  await stranger.close()
})

/** Sum of the TLS records of type 23, which is all that is encrypted in TLS 1.3. */
function applicationBytes(stream: Buffer): number {
  let sum = 0
  for (let at = 0; at + 5 <= stream.length; at += 5 + stream.readUInt16BE(at + 3))
    if (stream[at] === 23) sum += stream.readUInt16BE(at + 3)
  return sum
}

test('a failed enrolment leaves the earlier identity in place', async () => {
  const door = await open()
  const folder = await temporaryFolder()
  await enrolIn(folder, await door.token())
  await expect(enrolIn(folder, await door.token({ usesLeft: 0 }))).rejects.toThrow()
  await expect(agentIn(folder).connect()).resolves.toBeDefined()
})

test('the private key lies in a file for its owner alone', async () => {
  const door = await open()
  const folder = await temporaryFolder()
  await enrolIn(folder, await door.token())
  expect((await stat(`${folder}/identity.json`)).mode & 0o777).toBe(0o600)
  expect((await stat(`${door.home}/ca/ca.key`)).mode & 0o777).toBe(0o600)
})
