import { alertsPage, runbookPage } from './alerts.ts'
import { architecturePage } from './architecture.ts'
import { configPage, exampleConfig } from './config.ts'
import { dashboardOutputs } from './dashboards.ts'
import { factsPage } from './facts.ts'
import { metricsPage } from './metrics.ts'
import { shippedProfiles } from './profiles.ts'
import { programsPage } from './programs.ts'

/** Every generated file and how its text is made. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  'docs/ALERTS.md': alertsPage,
  'docs/RUNBOOK.md': () => runbookPage('en'),
  'docs/RUNBOOK-sw.md': () => runbookPage('sw'),
  'docs/ARCHITECTURE.md': architecturePage,
  'docs/CONFIG.md': configPage,
  'docs/FACTS.md': factsPage,
  'docs/METRICS.md': metricsPage,
  'docs/PROGRAMS.md': programsPage,
  'config/shipped-profiles.ts': shippedProfiles,
  'config/examples/collector.yaml': () => exampleConfig('collector'),
  'config/examples/agent.yaml': () => exampleConfig('agent'),
  ...dashboardOutputs(),
}
