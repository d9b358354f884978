/** What the officer types into the forms: the office, its sites, its devices and what hangs on what. */
import { declareNetwork } from '../../../collector/api/network/declare.ts'
import type { SmtpSettings } from '../../../collector/model/office.ts'
import type { Repositories } from '../../../collector/repositories.ts'
import { networkDeclaration } from '../../../config/network-schema.ts'
import { network, outside, sites } from './country.ts'
import { behind, devices, siteNames } from './places.ts'

/** One reader, who wants each message at once. */
export async function settleOffice({ office }: Repositories, smtp: SmtpSettings): Promise<void> {
  await office.setSmtp(smtp)
  await office.saveRecipient({
    id: 'asha',
    name: 'Asha',
    address: 'asha@mlimani.go.tz',
    language: 'sw',
    severityMin: 'warning',
    siteId: null,
    departmentId: null,
    route: {
      part: 'officer',
      phone: '',
      channels: ['mail'],
      hours: 'always',
      mailsPerDay: 40,
      mailsPerMonth: null,
      smsPerDay: 0,
    },
  })
  await office.saveSite({
    id: 'hq',
    name: siteNames.hq,
    profile: 'lan',
    subnets: ['10.50.0.0/24'],
  })
  for (const id of sites)
    await office.saveSite({
      id,
      name: siteNames[id],
      profile: 'lan',
      subnets: [`${network(id)}.0.0/16`],
    })
}

/** Adds the devices' ids to those of the computers. */
export async function declareDevices(
  repositories: Repositories,
  ids: Map<string, string>,
  nowMs: number,
): Promise<void> {
  const idOf = (name: string): string => ids.get(name) ?? ''
  await repositories.hosts.change(idOf('hq'), { role: 'server' })
  const declared = await declareNetwork(
    repositories,
    networkDeclaration.parse({
      devices,
      checks: [{ kind: 'ping', name: 'Internet', host: outside, pollers: ['KIL-PC-1'] }],
    }),
  )
  for (const { id, name } of declared.devices) ids.set(name.toLowerCase(), id)
  // One packet and a short wait: fping waits in the machine's own time, where a second is long.
  for (const { check, pollers } of (await repositories.network.state()).checks)
    if (check?.kind === 'ping')
      await repositories.network.saveCheck({
        check: { ...check, count: 1, timeoutMs: 200 },
        pollers,
      })
  const links = Object.entries(behind).flatMap(([parent, children]) =>
    children.map((child) => {
      const link = { childId: idOf(child), parentId: idOf(parent), port: null }
      return { ...link, how: 'declared', by: 'test' } as const
    }),
  )
  await repositories.parents.declare(links, nowMs)
}
