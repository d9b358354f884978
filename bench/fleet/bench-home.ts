/** A collector's home made ready before its start: port, agents' keys, mail, tokens. */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from '../../collector/gateway/authority.ts'
import { machineNames } from '../../collector/gateway/machine-names.ts'
import { collectorHome } from '../../collector/home.ts'
import { openRepositories, type Repositories } from '../../collector/repositories.ts'
import type { Identity } from '../../agent/identity.ts'
import { agentIdOf } from '../../contract/wire/proof.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { ProfileName } from '../../contract/wire/messages.ts'
import { freePort } from '../free-port.ts'
import type { SimulatedHost } from '../../scripts/swarm/council.ts'

export interface BenchHome {
  readonly root: string
  readonly port: number
  /** PEM that agents pin. */
  readonly authority: string
  /** In the order of the list; names change with what the agents say of themselves. */
  readonly hostIds: readonly string[]
  remove(): void
}

export type BenchHost = Pick<SimulatedHost, 'name' | 'site' | 'department' | 'role'>

export interface HomeWishes {
  /** Computers whose keys the collector knows; the key of each is made from its place in the list. */
  readonly hosts: readonly BenchHost[]
  /** Link profiles of sites; the others are on the LAN. */
  readonly profiles?: Readonly<Record<string, ProfileName>>
  readonly prepare?: (repositories: Repositories) => Promise<void>
  /** The office's own rules, YAML. */
  readonly rules?: string
}

export async function benchHome(wishes: HomeWishes): Promise<BenchHome> {
  const { prepare, rules } = wishes
  const root = mkdtempSync(join(tmpdir(), 'mlinzi-bench-'))
  const home = collectorHome(root)
  const port = await freePort()
  mkdirSync(home.rules, { recursive: true })
  writeFileSync(home.config, `logLevel: warn\nlisten: { address: "::", port: ${port} }\n`)
  if (rules !== undefined) writeFileSync(join(home.rules, 'bench.yaml'), rules)
  const { certificate } = await openAuthority(
    new PrivateFolder(home.authority),
    'Mlinzi',
    machineNames([]),
  )
  const repositories = await openRepositories(home, systemClock)
  const hostIds = await admit(repositories, wishes)
  await prepare?.(repositories)
  await repositories.close()
  return {
    root,
    port,
    authority: certificate,
    hostIds,
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Enrols the swarm's keys straight into the state, by the same function as the gateway. */
async function admit(
  { enrolment, keys, office }: Repositories,
  { hosts, profiles = {} }: HomeWishes,
): Promise<readonly string[]> {
  const hostIds: string[] = []
  const sites = [...new Set(hosts.map(({ site }) => site))]
  const departments = [...new Set(hosts.map(({ department }) => department))]
  for (const name of sites)
    await office.saveSite({ id: name, name, profile: profiles[name] ?? 'lan', subnets: [] })
  for (const name of departments) await office.saveDepartment({ id: name, name })
  const tickets = new Map<string, { readonly id: string; readonly secret: string }>()
  for (const [index, { site, department, role, name }] of hosts.entries()) {
    const key = `${site}/${department}/${role}`
    const ticket =
      tickets.get(key) ??
      (await enrolment.createToken({
        expiresAtMs: systemClock.now() + 3_600_000,
        usesLeft: hosts.length,
        siteId: site,
        departmentId: department,
        role,
        autoApprove: true,
        note: 'bench',
      }))
    tickets.set(key, ticket)
    const { agentId, publicKey } = benchKey(index)
    const machine = { hostname: name, platform: 'linux', version: 'bench', facts: { macs: [] } }
    const result = await keys.enrol({ ticket, agentId, publicKey, siteId: site, ...machine })
    if (result.type !== 'enrolled' || result.state !== 'approved')
      throw new Error(`The key of ${name} was not admitted`)
    hostIds.push(result.hostId)
  }
  return hostIds
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The same key for the same number, in every process. */
export function benchKey(index: number): Pick<Identity, 'agentId' | 'publicKey' | 'sign'> {
  const privateKey = privateKeyOf(index)
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = Buffer.from(x ?? '', 'base64url')
  return {
    agentId: agentIdOf(publicKey),
    publicKey,
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

function privateKeyOf(index: number): KeyObject {
  const seed = createHash('sha256').update(`bench agent ${index}`).digest()
  const key = Buffer.concat([pkcs8Prefix, seed])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** A home of a real agent that has been enrolled with that key and finds its collector there. */
export function agentHome(index: number, authority: string, address: string): string {
  const root = mkdtempSync(join(tmpdir(), 'mlinzi-bench-agent-'))
  mkdirSync(join(root, 'agent'), { mode: 0o700 })
  const privateKey = privateKeyOf(index).export({ type: 'pkcs8', format: 'pem' }).toString()
  const identity = { privateKey, authority, addresses: [address] }
  writeFileSync(join(root, 'agent', 'identity.json'), JSON.stringify(identity), { mode: 0o600 })
  return root
}
