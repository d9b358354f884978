import { firewallProfile } from '../../../contract/catalogue/families/firewall-profile.ts'
import { firewall } from '../../../contract/catalogue/families/firewall.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import type { Source } from '../source.ts'
import { linuxFirewall } from './linux/linux-firewall.ts'
import { macosFirewall } from './macos/macos-firewall.ts'
import type { FirewallVerdict } from './verdict.ts'
import { windowsFirewall } from './windows/windows-firewall.ts'

/** Whether a firewall guards the computer. */
export const firewallSource: Source = {
  name: 'firewall',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['win32', 'linux', 'darwin'],
  about: [
    {
      platform: 'win32',
      read: 'registry of the profiles, service MpsSvc, network categories, registered firewalls (sections firewall, netCategories, fwProd)',
      privilege: 'user',
      cost: 'expected below 0.3 s in the slow query, every 15 min',
      tried: 'recorded registry of Windows 10, written-down states; not on hardware',
    },
    {
      platform: 'linux',
      read: 'systemctl status firewalld, ufw status, nft -j list ruleset, iptables-save',
      privilege: 'administrator',
      cost: 'measured with nft alone: 4 ms CPU of the agent, 10 ms in all, every 15 min',
      tried: 'nft in a network namespace; recordings of ufw and firewalld',
    },
    {
      platform: 'darwin',
      read: 'socketfilterfw, before macOS 15 also the settings file',
      privilege: 'user',
      cost: 'expected below 0.1 s, every 15 min',
      tried: 'recorded state; not on hardware',
    },
  ],
  measurements: [firewall.name, firewallProfile.name],
  start:
    () =>
    async ({ host }) =>
      await rows(host),
}

async function rows(host: Host): Promise<readonly Reading[]> {
  switch (host.platform) {
    case 'win32':
      return windowsRows(windowsFirewall(await host.windows('slow')))
    case 'linux':
      return [summary('linux', await linuxFirewall(host))]
    case 'darwin':
      return [summary('macos', await macosFirewall(host))]
  }
}

function windowsRows({
  verdict,
  profiles,
  active,
}: ReturnType<typeof windowsFirewall>): readonly Reading[] {
  return [
    summary('windows', verdict),
    ...profiles.map(({ name, state, decidedBy, inbound }) =>
      reading(
        firewallProfile,
        { profile: name },
        { state, decided_by: decidedBy, inbound, active: active?.includes(name) },
      ),
    ),
  ]
}

function summary(system: 'windows' | 'linux' | 'macos', verdict: FirewallVerdict): Reading {
  return reading(
    firewall,
    { system },
    {
      state: verdict.state,
      reason: verdict.state === 'unknown' ? (verdict.reason ?? 'provider_failed') : 'none',
      product: verdict.product,
      active_off: verdict.activeOff,
      network: verdict.network,
      block_all: verdict.blockAll,
    },
  )
}
