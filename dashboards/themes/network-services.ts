/** Services, for the dashboard of the network. */
import { dnsQuery } from '../../contract/catalogue/families/dns-query.ts'
import { httpResponse } from '../../contract/catalogue/families/http-response.ts'
import { netResponse } from '../../contract/catalogue/families/net-response.ts'
import { x509Cert } from '../../contract/catalogue/families/x509-cert.ts'
import { atPresent } from '../influxql.ts'
import { linesBy } from '../look/of-field.ts'
import { part, table } from '../look/table.ts'
import type { Desk, Draft } from '../theme.ts'
import { networkTexts as texts } from './network-texts.ts'

const scope = 'network'
const now = { scope, ...atPresent } as const

const ofCheck = ['check', 'site'] as const
export function services(desk: Desk): readonly Draft[] {
  return [
    table(desk, texts.pages, {
      width: 12,
      height: 7,
      parts: [
        part({ from: httpResponse, ...now, by: ofCheck }, [
          'result',
          'http_response_code',
          { field: 'response_time', rule: 'service-web-slow' },
          { field: 'fails', rule: 'service-web-down' },
        ]),
      ],
    }),
    linesBy(desk, texts.slow, { from: httpResponse, scope }, 'response_time', 'check', {
      height: 7,
      min: 0,
      limits: ['service-web-slow', 'response_time'],
    }),
    table(desk, texts.certs, {
      width: 12,
      height: 6,
      parts: [
        part({ from: x509Cert, ...now, by: ofCheck }, [
          { field: 'days_left', rule: 'certificate-ends' },
          'verification',
          'common_name',
        ]),
      ],
      sortBy: { column: 'days_left' },
    }),
    table(desk, texts.tcp, {
      width: 12,
      height: 6,
      parts: [
        part({ from: netResponse, ...now, by: [...ofCheck, 'server', 'port'] }, [
          'result',
          'response_time',
          { field: 'fails', rule: 'service-port-down' },
        ]),
      ],
    }),
    table(desk, texts.names, {
      height: 5,
      parts: [
        part({ from: dnsQuery, ...now, by: [...ofCheck, 'domain', 'server'] }, [
          'result',
          { field: 'query_time_ms', rule: 'service-dns-slow' },
          { field: 'fails', rule: 'service-dns-down' },
        ]),
      ],
    }),
  ]
}
