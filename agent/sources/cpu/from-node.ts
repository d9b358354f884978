/** Windows and macOS: what node:os counts for each processor. Other shares do not exist there. */
import { cpu } from '../../../contract/catalogue/families/cpu.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host, ProcessorTimes } from '../../host/host.ts'

const processorsMax = 1024
const none: ProcessorTimes = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 }

export function cpuFromNode(perCore: boolean): (context: { host: Host }) => readonly Reading[] {
  let before: readonly ProcessorTimes[] = []
  return ({ host }) => {
    const now = host.processorTimes().slice(0, processorsMax)
    const spent = now.map((times, index) => difference(times, before[index] ?? times))
    const comparable = before.length === now.length
    before = now
    if (!comparable) return []
    const rows = [row('cpu-total', spent.reduce(sum, none), host.platform)]
    if (perCore) {
      rows.push(...spent.map((times, index) => row(`cpu${index}`, times, host.platform)))
    }
    return rows.flatMap((one) => one ?? [])
  }
}

/** Windows lets an idle counter fall a little now and then. */
function difference(now: ProcessorTimes, before: ProcessorTimes): ProcessorTimes {
  return {
    user: Math.max(0, now.user - before.user),
    nice: Math.max(0, now.nice - before.nice),
    sys: Math.max(0, now.sys - before.sys),
    idle: Math.max(0, now.idle - before.idle),
    irq: Math.max(0, now.irq - before.irq),
  }
}

function sum(a: ProcessorTimes, b: ProcessorTimes): ProcessorTimes {
  return {
    user: a.user + b.user,
    nice: a.nice + b.nice,
    sys: a.sys + b.sys,
    idle: a.idle + b.idle,
    irq: a.irq + b.irq,
  }
}

function row(
  name: string,
  { user, nice, sys, idle, irq }: ProcessorTimes,
  platform: Host['platform'],
): Reading | undefined {
  const total = user + nice + sys + idle
  if (total <= 0) return undefined
  const share = (milliseconds: number): number => (100 * milliseconds) / total
  const fields: FieldsOf<typeof cpu> = {
    usage_active: share(total - idle),
    usage_user: share(user),
    usage_idle: share(idle),
    // Windows' kernel time holds that of interrupts; macOS counts none, but lowered priority.
    ...(platform === 'win32'
      ? { usage_system: share(Math.max(0, sys - irq)), usage_irq: share(Math.min(sys, irq)) }
      : { usage_system: share(sys), usage_nice: share(nice) }),
  }
  return reading(cpu, { cpu: name }, fields)
}
