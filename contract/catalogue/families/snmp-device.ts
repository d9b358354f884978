import type { IntegerField, Measurement } from '../grammar.ts'

const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.3' }) as const satisfies IntegerField

/** Why a device's answers cannot be had: a closed, append-only set. */
export const snmpReasons = {
  none: 0,
  /** Nothing came back: off, not reachable, SNMP switched off, or a wrong community. */
  no_answer: 1,
  /** The name has no address. */
  no_address: 2,
  /** The system refused to send: no route, no network. */
  no_route: 3,
  unknown_user: 4,
  wrong_password: 5,
  wrong_privacy: 6,
  /** The device wants less or more protection than was configured. */
  wrong_level: 7,
  /** The device's clock of SNMPv3 jumps. */
  not_in_time: 8,
  /** What came could not be read, or belonged to another question. */
  bad_answer: 9,
  /** It answered with an error of its own. */
  device_error: 10,
  /** A table came back to its beginning. */
  table_loops: 11,
  /** A table was longer than the limit. */
  table_too_long: 12,
  /** It answers, but too slowly for its beat. */
  too_slow: 13,
  /** The credentials of this target are incomplete. */
  not_configured: 14,
  /** It answers SNMP and lets us see nothing. */
  no_view: 15,
  /** The poller itself is cut off: nothing is known of the device. */
  no_egress: 90,
  /** The poller's own settings do not let it look there. */
  refused_here: 91,
} as const

export const snmpDevice = {
  name: 'snmp_device',
  help: 'Whether a device without an agent answers SNMP, what kind it is, and what asking costs.',
  since: '0.3',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, partly: 2, silent: 3, refused: 4 },
      help: 'partly: it answers, and something could not be read; refused: it answers and does not let us in',
      since: '0.3',
    },
    reason: {
      kind: 'state',
      states: snmpReasons,
      help: 'Why it is not ok; none where it is',
      since: '0.3',
    },
    kind: {
      kind: 'state',
      states: {
        generic: 0,
        switch: 1,
        router: 2,
        access_point: 3,
        printer: 4,
        ups: 5,
        nas: 6,
        server: 7,
      },
      help: 'Kind of device, by its profile or by what it can tell',
      since: '0.3',
    },
    uptime: {
      kind: 'integer',
      unit: 'seconds',
      min: 0,
      help: 'Since its start; begins anew after 497 days where the device has no longer counter',
      since: '0.3',
    },
    restarts: {
      ...count('Restarts that this poller has seen'),
      counter: true,
    },
    interfaces: count('Interfaces that it has'),
    interfaces_up: count('Of these, how many are up'),
    neighbours: count('Neighbours that it names (LLDP, CDP)'),
    addresses: count('Hardware addresses that it has learnt'),
    duration_ms: {
      kind: 'integer',
      unit: 'milliseconds',
      min: 0,
      help: 'Time that the last reading took',
      since: '0.3',
    },
    requests: count('Questions of the last reading'),
    retries: count('Of these, how many had to be asked again'),
    bytes: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      help: 'Bytes of the last reading in both directions, IP and UDP headers counted',
      since: '0.3',
    },
  },
} as const satisfies Measurement
