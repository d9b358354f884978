import type { IntegerField, Measurement, Unit } from '../grammar.ts'

const whole = (help: string, unit: Unit = 'count') =>
  ({ kind: 'integer', unit, min: 0, help, since: '0.1' }) as const satisfies IntegerField
const counter = (help: string) => ({ ...whole(help), counter: true }) as const

export const collector = {
  name: 'collector',
  help: 'What the collector itself costs and how it gets on.',
  since: '0.1',
  tags: {},
  fields: {
    rss: whole('Resident memory', 'bytes'),
    cpu_time: {
      kind: 'float',
      unit: 'seconds',
      decimals: 2,
      min: 0,
      counter: true,
      help: 'Processor time used since it started',
      since: '0.1',
    },
    uptime: whole('Since it started', 'seconds'),
    agents_connected: whole('Agents with a session'),
    rows_stored: counter('Rows stored'),
    rows_duplicate: counter('Rows that came again and were left out'),
    rows_quarantined: counter('Rows set aside because they were wrong'),
    store_bytes: whole('Size of the series store', 'bytes'),
    commit_ms: {
      kind: 'float',
      unit: 'milliseconds',
      decimals: 1,
      min: 0,
      help: 'The longest commit since the last reading',
      since: '0.1',
    },
    alerts_open: { ...whole('Alerts that are open'), since: '0.3' },
    mails_waiting: whole('Mails that wait to be sent'),
    mail_oldest: { ...whole('Age of the oldest of them', 'seconds'), since: '0.2' },
    influx_fault: {
      kind: 'boolean',
      help: 'The InfluxDB does not take points; no value: none is used',
      since: '0.2',
      display: false,
    },
    influx_refused: {
      ...counter('Points that the InfluxDB refused and that were set aside'),
      since: '0.2',
      display: false,
    },
    influx_behind: {
      ...whole('For how long the InfluxDB takes points and still lacks past hours', 'seconds'),
      since: '0.3',
      display: false,
    },
    disk_free: whole('Free space where the collector keeps its files', 'bytes'),
  },
} as const satisfies Measurement
