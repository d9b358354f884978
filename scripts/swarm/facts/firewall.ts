import { firewallProfile } from '../../../contract/catalogue/families/firewall-profile.ts'
import { firewall } from '../../../contract/catalogue/families/firewall.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Moment } from '../moment.ts'
import { isWindows } from '../systems.ts'

const profiles = ['domain', 'private', 'public'] as const

export function firewallFacts({ host }: Moment): readonly Reading[] {
  if (!isWindows(host.system)) {
    const server = host.role === 'server'
    const fields = { reason: 'none', product: server ? 'nftables' : 'ufw' } as const
    return [reading(firewall, { system: 'linux' }, { state: 'on', ...fields })]
  }
  const state = host.ills.has('firewall_off') ? 'off' : 'on'
  return [
    reading(
      firewall,
      { system: 'windows' },
      {
        state,
        reason: 'none',
        product: 'Windows Firewall',
        active_off: state === 'off',
        network: 'private',
      },
    ),
    ...profiles.map((profile) =>
      reading(
        firewallProfile,
        { profile },
        { state, decided_by: 'local', inbound: 'block', active: profile === 'private' },
      ),
    ),
  ]
}
