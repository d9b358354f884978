/** Profiles of the Windows firewall, from the registry values of the batched query. */
import { fieldsOf, numberOf, type Fields } from '../../parts/narrow.ts'

export const profileNames = ['domain', 'private', 'public'] as const
export type ProfileName = (typeof profileNames)[number]
export interface FirewallProfile {
  readonly name: ProfileName
  readonly state: 'on' | 'off' | 'unknown'
  readonly decidedBy: 'local' | 'group_policy' | 'device_management' | 'unknown'
  readonly inbound: 'block' | 'allow' | 'unknown'
}

/** Device management wins over group policy, and that over the computer's own setting. */
export function decodeProfiles(section: unknown): readonly FirewallProfile[] {
  const row = fieldsOf(section)
  return profileNames.map((name): FirewallProfile => {
    const profile = fieldsOf(row[name])
    const sources = [
      ['device_management', switchOf(profile['mdm'])],
      ['group_policy', switchOf(profile['gpo'])],
      ['local', switchOf(profile['local'])],
    ] as const
    const [decidedBy, on] = sources.find(([, value]) => value !== undefined) ?? []
    return {
      name,
      state: on === undefined ? 'unknown' : on ? 'on' : 'off',
      decidedBy: decidedBy ?? 'unknown',
      inbound: inboundOf(profile),
    }
  })
}

/** EnableFirewall: 1 on, 0 off; 2 is how the cmdlets write "not configured". */
function switchOf(value: unknown): boolean | undefined {
  const number = numberOf(value)
  if (number === 1) return true
  return number === 0 ? false : undefined
}

/** DefaultInboundAction: 1 block, 0 allow; not set anywhere means block. */
function inboundOf(profile: Fields): FirewallProfile['inbound'] {
  const action = [profile['mdmInbound'], profile['gpoInbound'], profile['defaultInbound']]
    .map(numberOf)
    .find((value) => value !== undefined)
  if (action === undefined || action === 1) return 'block'
  return action === 0 ? 'allow' : 'unknown'
}
