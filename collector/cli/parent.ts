/**
 * The program that started the collector (`mlinzi up`, `mlinzi demo`) hears where the console is
 * and asks over their private channel for tokens, so that the agents beside it enrol unasked.
 */
import { randomUUID } from 'node:crypto'
import { formatEnrolmentToken } from '../../contract/wire/enrolment-token.ts'
import { formatAddress } from '../../contract/wire/address.ts'
import type { Collector, Stages } from '../collector.ts'
import type { Role } from '../model/hosts.ts'
import type { OfficeRepository } from '../model/office.ts'

interface TokenRequest {
  readonly type: 'localToken'
  readonly role?: Role
  /** Names of places; made when they are not there yet. */
  readonly site?: string
  readonly department?: string
}

/** The demo says in every page that it is one. */
interface NameRequest {
  readonly type: 'nameOffice'
  readonly name: string
}

const tokenLifetimeMs = 600_000

/** False when nobody started this process to hear from it. */
export function answerParent(
  collector: Collector,
  ready: {
    readonly url: string
    readonly loginLink: string | null
    readonly recoveryPhrase: string | null
  },
): boolean {
  if (!process.send) return false
  process.on('message', (message: TokenRequest | NameRequest) => {
    if (message.type === 'nameOffice') void nameOffice(collector.stages, message.name)
    if (message.type !== 'localToken') return
    localToken(collector, message)
      .then((token) => process.send?.({ type: 'localToken', token }))
      .catch((error: unknown) => process.send?.({ type: 'refused', text: String(error) }))
  })
  process.send({ type: 'ready', ...ready })
  return true
}

/** For one machine, within ten minutes, approved at once: who asks has this computer already. */
async function localToken({ stages, port }: Collector, request: TokenRequest): Promise<string> {
  const { repositories, authority } = stages
  const office = repositories.office
  const { id, secret } = await repositories.enrolment.createToken({
    expiresAtMs: Date.now() + tokenLifetimeMs,
    usesLeft: 1,
    siteId: await placeId(office, 'site', request.site),
    departmentId: await placeId(office, 'department', request.department),
    role: request.role ?? 'desktop',
    autoApprove: true,
    note: 'beside the collector',
  })
  const here = formatAddress({ host: '127.0.0.1', port })
  const addresses = [here, ...stages.addresses().slice(0, 7)]
  return formatEnrolmentToken({ addresses, fingerprint: authority.fingerprint, id, secret })
}

async function placeId(
  office: OfficeRepository,
  kind: 'site' | 'department',
  name: string | undefined,
): Promise<string | null> {
  if (name === undefined) return null
  const known = kind === 'site' ? await office.sites() : await office.departments()
  const found = known.find((place) => place.name === name)
  if (found) return found.id
  const id = randomUUID()
  if (kind === 'site') await office.saveSite({ id, name, profile: 'lan', subnets: [] })
  else await office.saveDepartment({ id, name })
  return id
}

async function nameOffice({ repositories }: Stages, name: string): Promise<void> {
  await repositories.office.setOrganisation({
    ...(await repositories.office.organisation()),
    name,
  })
}
