/** The poller as a source: what it does is told with each sample, what it finds when it finds it. */
import { dnsQuery } from '../../../contract/catalogue/families/dns-query.ts'
import { httpResponse } from '../../../contract/catalogue/families/http-response.ts'
import { mailRoundTrip } from '../../../contract/catalogue/families/mail-round-trip.ts'
import { mailService } from '../../../contract/catalogue/families/mail-service.ts'
import { netResponse } from '../../../contract/catalogue/families/net-response.ts'
import { networkPoller } from '../../../contract/catalogue/families/network-poller.ts'
import { ntpServer } from '../../../contract/catalogue/families/ntp-server.ts'
import { ping } from '../../../contract/catalogue/families/ping.ts'
import { trap } from '../../../contract/catalogue/families/trap.ts'
import { webPage } from '../../../contract/catalogue/families/web-page.ts'
import { x509Cert } from '../../../contract/catalogue/families/x509-cert.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent } from '../../host/host.ts'
import type { Source } from '../source.ts'
import type { PollerFigures } from './poller.ts'
import type { TrapFigures } from './snmp/trap-receiver.ts'

export type NetworkFigures = () =>
  | (PollerFigures & { readonly refused: number; readonly traps: TrapFigures | undefined })
  | undefined

export function networkSource(figures: NetworkFigures): Source {
  return {
    name: 'network',
    beat: 'disk',
    timeoutMs: 1000,
    platforms: ['linux', 'win32', 'darwin'],
    measurements: [
      networkPoller,
      ping,
      netResponse,
      httpResponse,
      x509Cert,
      dnsQuery,
      mailService,
      mailRoundTrip,
      ntpServer,
      webPage,
      trap,
    ].map(({ name }) => name),
    start: () => () => {
      const now = figures()
      if (now === undefined) throw new NotPresent('This machine is no poller')
      const { tasks, refused, running, runs, givenUp, missed, egress, traps } = now
      return [
        reading(
          networkPoller,
          {},
          {
            tasks,
            refused,
            running,
            runs,
            given_up: givenUp,
            missed,
            egress,
            traps: traps?.taken,
            traps_rejected: traps?.rejected,
            traps_unknown: traps?.unknown,
          },
        ),
      ]
    },
  }
}
