/** What the page of the network must know of each kind of check: its readings and its target. */
import type { CheckKind, NetworkCheck } from '../../../contract/wire/network.ts'
import type { LatestRow } from '../../model/store.ts'
import type { CheckRow } from '../network-views.ts'

/** Measurement that each kind of check fills. */
export const measurementOf: Readonly<Record<CheckKind, string>> = {
  ping: 'ping',
  tcp: 'net_response',
  http: 'http_response',
  tls: 'x509_cert',
  dns: 'dns_query',
  banner: 'mail_service',
  ntp: 'ntp_server',
  web: 'web_page',
  mail: 'mail_round_trip',
}

/** What a kind fills beside it, under the check's name: the certificate it met. */
export const certificateMeasurement = 'x509_cert'

const secondFields = ['response_time', 'total_time'] as const
const millisecondFields = ['average_response_ms', 'query_time_ms', 'delay_ms'] as const

/** How long the last good answer took; null: not measured. */
export function millisecondsOf(number: (field: string) => number | null): number | null {
  for (const field of secondFields) {
    const seconds = number(field)
    if (seconds !== null) return seconds * 1000
  }
  for (const field of millisecondFields) {
    const milliseconds = number(field)
    if (milliseconds !== null) return milliseconds
  }
  return null
}

/** How the text of a watched page stands. */
export function changeOf(row: LatestRow | undefined): CheckRow['change'] {
  const change = row?.values['change']
  return change === 'same' || change === 'small' || change === 'large' ? change : null
}

/** As the officer wrote it; of a page only what is nobody’s secret. */
export function targetOf(check: NetworkCheck): string {
  switch (check.kind) {
    case 'http':
    case 'web':
      return shownUrl(check.url)
    case 'dns':
      return check.server === undefined ? check.domain : `${check.domain} @${check.server}`
    case 'ping':
      return check.host
    case 'mail':
      return check.to
    default:
      return `${check.host}:${check.port}`
  }
}

/** Without user, password, query and fragment. */
function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url ? `${url.protocol}//${url.host}${url.pathname}` : ''
}
