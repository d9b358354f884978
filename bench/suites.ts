/** Every suite by its name, in the order in which they run; each in a process of its own. */
import type { BenchRow } from './rows.ts'

export const suites: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  agent: async () => (await import('./agent/agent-bench.ts')).agentBench(),
  wire: async () => (await import('./wire/wire-bench.ts')).wireBench(),
  collector: async () => (await import('./fleet/fleet.ts')).councilBench(),
  fleet: async () => (await import('./fleet/fleet.ts')).fleetBench(),
}
