import type { FloatField, Measurement } from '../grammar.ts'

const share = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 1,
    min: 0,
    max: 100,
    help,
    since: '0.1',
  }) as const satisfies FloatField

export const cpu = {
  name: 'cpu',
  help: 'Share of the processors’ time since the reading before, by what it was spent on.',
  since: '0.1',
  tags: { cpu: { help: 'cpu-total, or cpu0, cpu1 … where single cores are asked for' } },
  fields: {
    usage_active: share('Everything but idle'),
    usage_user: share('Programs'),
    usage_system: share('The kernel, for programs'),
    usage_nice: share('Programs of lowered priority'),
    usage_iowait: share('Idle while a disk was awaited'),
    usage_irq: share('Hardware interrupts'),
    usage_softirq: share('Deferred interrupt work'),
    usage_steal: share('Taken by the virtual machine’s host'),
    usage_guest: share('Virtual machines that run here'),
    usage_guest_nice: share('Virtual machines of lowered priority that run here'),
    usage_idle: share('Nothing to do'),
  },
} as const satisfies Measurement
