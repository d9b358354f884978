/** Health as Windows Security Center sums it up (WSC_SECURITY_PROVIDER_HEALTH of wscapi.h). */
import { fieldsOf, numberOf } from './narrow.ts'

export type Health = 'good' | 'not_monitored' | 'poor' | 'snoozed'
const words = ['good', 'not_monitored', 'poor', 'snoozed'] as const

/** Undefined where it was not asked or its service does not run. */
export function securityCenterHealth(
  section: unknown,
  provider: 'antiVirus' | 'firewall',
): Health | undefined {
  const health = fieldsOf(section)
  const service = numberOf(health['securityCenterService'])
  return service === undefined || service === 0
    ? words[numberOf(health[provider]) ?? -1]
    : undefined
}
