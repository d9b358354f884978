import { once } from 'node:events'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { openLine } from '../../agent/connect/line.ts'
import { openVerified } from '../../agent/connect/tls-socket.ts'
import { loadIdentity } from '../../agent/identity.ts'
import { makeAuthority, makeLeaf } from '../../collector/gateway/certificates.ts'
import { collectorName } from '../../contract/wire/address.ts'
import { exporterOf, proofInput } from '../../contract/wire/proof.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  agentIn,
  enrolIn,
  enrolledAgent,
  neverAborted,
  temporaryFolder,
  type Door,
} from '../support/door.ts'
import { doors } from '../support/doors.ts'

const open = doors()

/** Ends TLS with the given certificate and speaks to the collector over a connection of its own. */
async function terminatingProxy(door: Door, certificate: { key: string; cert: string }) {
  const seen: Buffer[] = []
  const server = tls.createServer({ ...certificate, minVersion: 'TLSv1.3' }, (client) => {
    const target = tls.connect({ port: door.port, host: '127.0.0.1', rejectUnauthorized: false })
    client.on('data', (bytes) => seen.push(bytes))
    client.on('error', () => target.destroy())
    target.on('error', () => client.destroy())
    client.pipe(target).pipe(client)
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { address: `127.0.0.1:${port}`, text: () => Buffer.concat(seen).toString('latin1') }
}

async function stolen(door: Door, name: string): Promise<{ certificate: string; key: string }> {
  const at = (file: string) => readFile(path.join(door.home, 'ca', file), 'utf8')
  return { certificate: await at(`${name}.pem`), key: await at(`${name}.key`) }
}

/** The agent's only address is the proxy's. */
async function agentBehind(door: Door, address: string) {
  const agent = await enrolledAgent(door)
  const file = JSON.parse((await agent.files.read('identity.json'))?.toString() ?? '')
  await agent.files.write('identity.json', JSON.stringify({ ...file, addresses: [address] }))
  return agentIn(agent.folder)
}

const chainOf = (
  leaf: { key: string; certificate: string },
  authority: { certificate: string },
) => ({
  key: leaf.key,
  cert: `${leaf.certificate}\n${authority.certificate}`,
})

test('a leaf of another authority is refused by the agent, which sends nothing', async () => {
  const door = await open()
  const foreign = await makeAuthority('Foreign')
  const proxy = await terminatingProxy(
    door,
    chainOf(await makeLeaf(foreign, [collectorName]), foreign),
  )
  const agent = await agentBehind(door, proxy.address)
  await expect(agent.connect()).rejects.toMatchObject({
    name: 'ConnectFailed',
    errors: [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
  })
  expect(proxy.text()).toBe('')
})

test('the real authority beside a leaf that it never signed is refused', async () => {
  const door = await open()
  const real = await stolen(door, 'ca')
  // The same name as the real one, another key: all that a thief of the public part can make.
  const impostor = await makeAuthority('Test')
  const leaf = await makeLeaf(impostor, [collectorName])
  const proxy = await terminatingProxy(door, chainOf(leaf, real))
  const agent = await agentBehind(door, proxy.address)
  await expect(agent.connect()).rejects.toMatchObject({ name: 'ConnectFailed' })
  const enrolment = enrolIn(await temporaryFolder(), await door.token({}, [proxy.address]))
  await expect(enrolment).rejects.toMatchObject({ name: 'ConnectFailed' })
  expect(proxy.text()).toBe('')
})

test('a leaf of the real authority with another name is refused', async () => {
  const door = await open()
  const real = await stolen(door, 'ca')
  const proxy = await terminatingProxy(door, chainOf(await makeLeaf(real, ['printer-17']), real))
  const agent = await agentBehind(door, proxy.address)
  await expect(agent.connect()).rejects.toMatchObject({
    errors: [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
  })
  const enrolment = enrolIn(await temporaryFolder(), await door.token({}, [proxy.address]))
  await expect(enrolment).rejects.toMatchObject({ name: 'ConnectFailed' })
  expect(proxy.text()).toBe('')
})

test('a proxy with the stolen leaf key is found by the exporter value and named', async () => {
  const door = await open()
  const leaf = await stolen(door, 'leaf')
  const proxy = await terminatingProxy(door, chainOf(leaf, await stolen(door, 'ca')))
  const agent = await agentBehind(door, proxy.address)
  await expect(agent.connect()).rejects.toMatchObject({ name: 'ConnectRefused', code: 'proxy' })
  // The proxy is believed by the agent, so the hello passes; the collector is what stops it.
  expect(proxy.text()).toContain('mlinzi-collector')
  expect(door.ingest.peers).toHaveLength(0)
})

test('a token that passes such a proxy enrols nobody', async () => {
  const door = await open()
  const proxy = await terminatingProxy(
    door,
    chainOf(await stolen(door, 'leaf'), await stolen(door, 'ca')),
  )
  const enrolment = enrolIn(await temporaryFolder(), await door.token({}, [proxy.address]))
  await expect(enrolment).rejects.toMatchObject({ code: 'proxy' })
  expect(await door.identity.enrolment.keys()).toEqual([])
  expect((await door.identity.enrolment.tokens())[0]?.usesLeft).toBe(10)
})

test('a proof recorded on one connection is worth nothing on the next', async () => {
  const door = await open()
  const agent = await enrolledAgent(door)
  const identity = await loadIdentity(new PrivateFolder(agent.folder))
  if (identity === undefined) throw new Error('The agent is not enrolled')
  const handshake = async () => {
    const address = { host: '127.0.0.1', port: door.port }
    const socket = await openVerified(address, identity.authority, neverAborted)
    const line = await openLine(socket, () => systemClock.monotonic(), neverAborted)
    line.send(await agent.hello())
    const challenge = await line.next()
    if (challenge?.type !== 'challenge') throw new Error('No challenge came')
    return { line, socket, challenge }
  }
  const first = await handshake()
  const { nonce, timeMs } = first.challenge
  const exporter = exporterOf(first.socket)
  const input = proofInput({ nonce, agentId: identity.agentId, timeMs, exporter })
  const signature = Buffer.from(identity.sign(input)).toString('base64')
  const recorded = { type: 'proof', signature, exporter: exporter.toString('base64') } as const
  first.line.send(recorded)
  expect(await first.line.next()).toMatchObject({ type: 'welcome' })
  const second = await handshake()
  expect(second.challenge.nonce).not.toBe(nonce)
  second.line.send(recorded)
  expect(await second.line.next()).toMatchObject({ type: 'error', code: 'bad_proof' })
  expect(door.ingest.peers).toHaveLength(1)
})
