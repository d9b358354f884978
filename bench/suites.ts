/** Every suite by its name, in the order in which they run; each in a process of its own. */
import type { BenchRow } from './rows.ts'

export const suites: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  agent: async () => (await import('./agent/agent-bench.ts')).agentBench(),
  'agent-start': async () => (await import('./agent-start.ts')).agentStartBench(),
  wire: async () => (await import('./wire/wire-bench.ts')).wireBench(),
  'wire-codec': async () => (await import('./wire-codec.ts')).wireCodecBench(),
  collector: async () => (await import('./fleet/fleet.ts')).councilBench(),
  fleet: async () => (await import('./fleet/fleet.ts')).fleetBench(),
  ingest: async () => (await import('./ingest.ts')).ingestBench(),
  store: async () => (await import('./store.ts')).storeBench(),
  alert: async () => (await import('./alert.ts')).alertBench(),
  evaluation: async () => (await import('./alert-evaluation.ts')).alertEvaluationBench(),
  console: async () => (await import('./console.ts')).consoleBench(),
  snmp: async () => (await import('./snmp/snmp-bench.ts')).snmpBench(),
  footprint: async () => (await import('./outlet/footprint-bench.ts')).footprintBench(),
  outage: async () => (await import('./outlet/outage-bench.ts')).outageBench(),
  'line-protocol': async () => (await import('./lineproto.ts')).lineProtocolBench(),
  outlet: async () => (await import('./outlet/outlet-bench.ts')).outletBench(),
}
