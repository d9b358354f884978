import { topicOf } from '../../config/routing.ts'
import { severityOrder } from '../../config/rule.ts'
import type { ReadersOf } from '../state/alert-engine.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { Recipient } from '../model/office.ts'
import type { AlertEngineOptions } from './engine-options.ts'

/**
 * Who hears of an alert as it happens: by part, severity, site and department. What is only
 * information is in the morning summary and in the console; deputies and the director hear of what
 * nobody took up, and heads of missed backups, from the notify stage.
 */
export function readersOf(
  recipients: readonly Recipient[],
  hostOf: (id: string) => HostRecord | undefined,
  { explains, usedBy }: Pick<AlertEngineOptions, 'explains' | 'usedBy'> = {},
): ReadersOf {
  const departmentOf = (alert: AlertRecord): string | null => {
    const { hostId } = alert
    return usedBy?.(alert) ?? (hostId === null ? null : (hostOf(hostId)?.departmentId ?? null))
  }
  const readers = (alert: AlertRecord): readonly Recipient[] => {
    const { severity, siteId } = alert
    if (severity === 'info') return []
    const department = departmentOf(alert)
    return recipients.filter(
      (one) =>
        atOnce(one, alert) &&
        severityOrder[severity] >= severityOrder[one.severityMin] &&
        (one.siteId === null || one.siteId === siteId) &&
        (one.departmentId === null || one.departmentId === department),
    )
  }
  return Object.assign(readers, { departmentOf, ...(explains && { explainedBy: explains }) })
}

/** Readers as they are now. */
export async function readersIn(
  options: Pick<AlertEngineOptions, 'office' | 'explains' | 'usedBy'>,
  hostOf: (id: string) => HostRecord | undefined,
): Promise<ReadersOf> {
  return readersOf(await options.office.recipients(), hostOf, options)
}

function atOnce({ route, departmentId }: Recipient, { ruleId, severity }: AlertRecord): boolean {
  const topic = topicOf(ruleId)
  switch (route?.part) {
    case 'deputy':
      return false
    case 'head':
      // A head without a department would hear of everybody's.
      return (
        departmentId !== null &&
        (topic === 'malware' ||
          ruleId === 'service-theirs' ||
          (topic === 'dying' && severity === 'critical'))
      )
    case 'director':
      return ruleId === 'antivirus-threat-remains' && severity === 'critical'
    default:
      return true
  }
}
