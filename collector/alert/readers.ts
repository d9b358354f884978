import { severityOrder } from '../../config/rule.ts'
import type { ReadersOf } from '../state/alert-engine.ts'
import type { HostRecord, Recipient } from '../model.ts'

/**
 * Who hears of an alert: by severity, site and department. What is only information is in the
 * morning summary and in the console.
 */
export function readersOf(
  recipients: readonly Recipient[],
  hostOf: (id: string) => HostRecord | undefined,
): ReadersOf {
  return ({ severity, siteId, hostId }) => {
    if (severity === 'info') return []
    const department = hostId === null ? null : (hostOf(hostId)?.departmentId ?? null)
    return recipients.filter(
      (one) =>
        severityOrder[severity] >= severityOrder[one.severityMin] &&
        (one.siteId === null || one.siteId === siteId) &&
        (one.departmentId === null || one.departmentId === department),
    )
  }
}
