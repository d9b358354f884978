/** Graphs of devices without an agent: how they answer, their traffic, toner, battery, heat. */
import type { StoredSeries, TimeSeriesStore } from '../model/store.ts'
import { line, type GraphPlan } from './graph-plan.ts'

const minutesOfSeconds = 1 / 60

export const devicePlans: readonly GraphPlan[] = [
  {
    name: 'answer',
    unit: 'milliseconds',
    max: null,
    lines: [line('ping', 'average_response_ms')],
    labelTag: 'check',
  },
  {
    name: 'loss',
    unit: 'percent',
    max: 100,
    lines: [line('ping', 'percent_packet_loss')],
    labelTag: 'check',
  },
  {
    name: 'network',
    unit: 'bits_per_second',
    max: null,
    lines: [
      { ...line('interface', 'in_bits'), sign: '↓' },
      { ...line('interface', 'out_bits'), sign: '↑' },
    ],
    labelTag: 'ifName',
    busiest: busiestPorts,
  },
  { name: 'cpu', unit: 'percent', max: 100, lines: [line('device_load', 'cpu_percent')] },
  { name: 'memory', unit: 'percent', max: 100, lines: [line('device_load', 'memory_percent')] },
  { name: 'clients', unit: 'count', max: null, lines: [line('device_load', 'clients')] },
  {
    name: 'supplies',
    unit: 'percent',
    max: 100,
    lines: [line('printer_supply', 'left_percent')],
    labelTag: 'supply',
  },
  {
    name: 'charge',
    unit: 'percent',
    max: 100,
    lines: [line('ups', 'battery_charge_percent')],
    labelTag: 'ups_name',
  },
  {
    name: 'upsLoad',
    unit: 'percent',
    max: 100,
    lines: [line('ups', 'load_percent')],
    labelTag: 'ups_name',
  },
  {
    name: 'runtime',
    unit: 'none',
    max: null,
    lines: [{ ...line('ups', 'time_left'), factor: minutesOfSeconds }],
    labelTag: 'ups_name',
  },
  {
    name: 'mains',
    unit: 'volts',
    max: null,
    lines: [line('ups', 'input_voltage')],
    labelTag: 'ups_name',
  },
  {
    name: 'temperature',
    unit: 'celsius',
    max: null,
    lines: [line('device_sensor', 'temp')],
    labelTag: 'sensor',
  },
  {
    name: 'disk',
    unit: 'percent',
    max: 100,
    lines: [line('device_storage', 'used_percent')],
    labelTag: 'storage',
    only: (tags) => tags.get('type') === 'disk',
  },
]

/** By what they carried in the newest reading. */
async function busiestPorts(
  store: TimeSeriesStore,
  series: readonly StoredSeries[],
): Promise<readonly StoredSeries[]> {
  const ports = series.filter(({ descriptor }) => descriptor.measurement === 'interface')
  const [first] = ports
  if (first === undefined) return []
  const rows = await store.latest({ hostIds: [first.hostId], measurements: ['interface'] })
  const carried = new Map(
    rows.map(({ seriesId, values }) => [
      seriesId,
      Number(values['in_bits'] ?? 0) + Number(values['out_bits'] ?? 0),
    ]),
  )
  return ports.toSorted((a, b) => (carried.get(b.id) ?? 0) - (carried.get(a.id) ?? 0))
}
