/**
 * Every measurement, in two lists: what agents send and what the collector makes itself. The
 * inventory is no series and travels as a message of its own (inventory.ts).
 */
import { agent } from './families/agent.ts'
import { battery } from './families/battery.ts'
import { clock } from './families/clock.ts'
import { collector } from './families/collector.ts'
import { cpu } from './families/cpu.ts'
import { disk } from './families/disk.ts'
import { diskio } from './families/diskio.ts'
import { fan } from './families/fan.ts'
import { mem } from './families/mem.ts'
import { net } from './families/net.ts'
import { presence } from './families/presence.ts'
import { pressure } from './families/pressure.ts'
import { processTop } from './families/process-top.ts'
import { processes } from './families/processes.ts'
import { source } from './families/source.ts'
import { swap } from './families/swap.ts'
import { system } from './families/system.ts'
import { temp } from './families/temp.ts'
import type { Measurement } from './grammar.ts'

export const agentMeasurements = [
  cpu,
  mem,
  swap,
  system,
  disk,
  diskio,
  net,
  temp,
  fan,
  battery,
  processes,
  processTop,
  pressure,
  agent,
  source,
] as const satisfies readonly Measurement[]

export const collectorMeasurements = [
  presence,
  clock,
  collector,
] as const satisfies readonly Measurement[]

export const catalogue = [
  ...agentMeasurements,
  ...collectorMeasurements,
] as const satisfies readonly Measurement[]

const byName = new Map<string, Measurement>(catalogue.map((one) => [one.name, one]))

/** The measurement of that name, or undefined when the catalogue has none. */
export function findMeasurement(name: string): Measurement | undefined {
  return byName.get(name)
}
