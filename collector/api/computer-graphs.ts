/** Graphs of computers with an agent: processor, memory, disks, network, heat, battery. */
import { line, rate, type GraphPlan } from './graph-plan.ts'

export const computerPlans: readonly GraphPlan[] = [
  {
    name: 'cpu',
    unit: 'percent',
    max: 100,
    lines: [line('cpu', 'usage_active')],
    only: (tags) => tags.get('cpu') === 'cpu-total',
  },
  { name: 'memory', unit: 'percent', max: 100, lines: [line('mem', 'used_percent')] },
  {
    name: 'disk',
    unit: 'percent',
    max: 100,
    lines: [line('disk', 'used_percent')],
    labelTag: 'path',
  },
  {
    name: 'network',
    unit: 'bytes_per_second',
    max: null,
    lines: [rate('net', 'bytes_recv', '↓'), rate('net', 'bytes_sent', '↑')],
    labelTag: 'interface',
  },
  { name: 'load', unit: 'none', max: null, lines: [line('system', 'load1')] },
  {
    name: 'diskio',
    unit: 'percent',
    max: 100,
    lines: [line('diskio', 'io_util')],
    labelTag: 'name',
  },
  {
    name: 'temperature',
    unit: 'celsius',
    max: null,
    lines: [line('temp', 'temp')],
    labelTag: 'sensor',
  },
  {
    name: 'battery',
    unit: 'percent',
    max: 100,
    lines: [line('battery', 'charge_percent')],
    labelTag: 'name',
  },
]
