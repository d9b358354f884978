import type { Hello } from '../../contract/wire/messages.ts'
import type { LocalNetwork } from '../../contract/wire/network.ts'
import type { Moment } from './moment.ts'

/** With what a simulated agent greets the collector. */
export function helloOf(
  { host, timeMs, bootMs }: Moment,
  own: Pick<Hello, 'agentId' | 'epoch' | 'instance' | 'version' | 'dictionary'> & {
    readonly skewMs: number
    readonly boot: number
    readonly network: LocalNetwork | undefined
  },
): Hello {
  const { skewMs, boot, network, ...identity } = own
  return {
    type: 'hello',
    ...identity,
    hostname: host.name,
    platform: 'simulated',
    clock: { wallMs: timeMs + skewMs, uptimeMs: timeMs - bootMs, boot },
    checks: [],
    configVersion: 1,
    facts: { macs: [] },
    backlogRows: 0,
    ...(network && { local: { sampleSecondsMin: 0, off: [], neighbours: false, network } }),
  }
}
