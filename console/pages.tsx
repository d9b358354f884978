/** The console: views in, HTML out. Nothing here reads a clock, a file or a database. */
import type { ConsolePages, PageFrame } from '../collector/api/pages.ts'
import { consoleEn } from '../config/locales/console-en.ts'
import { consoleSw } from '../config/locales/console-sw.ts'
import { acknowledgePage } from './acknowledge-page.tsx'
import { alertsPage } from './alerts-page.tsx'
import { auditPage } from './audit-page.tsx'
import { backupJobPage } from './backup-job-page.tsx'
import { backupJobsPage } from './backup-jobs-page.tsx'
import { enrolmentPage } from './enrolment-page.tsx'
import { errorPage } from './error-page.tsx'
import { factsCsvText, factsPage } from './facts-page.tsx'
import { falseAlarmsPage } from './false-alarms-page.tsx'
import { fleetPage, fleetRow } from './fleet-page.tsx'
import { hostPage } from './host-page.tsx'
import { incidentPages } from './incidents-pages.tsx'
import { accountPage, loginPage, setPasswordPage } from './login-page.tsx'
import { maintenancePage } from './maintenance-page.tsx'
import { outboxPage } from './outbox-page.tsx'
import { networkFormPage } from './network-form-page.tsx'
import { networkPage } from './network-page.tsx'
import { pageTime } from './page-time.ts'
import { registerPages } from './registers-pages.tsx'
import { rulePage } from './rule-page.tsx'
import { rulesPage } from './rules-page.tsx'
import { settingsPage } from './settings-page.tsx'
import type { Show } from './show.ts'
import { sourcesPage } from './sources-page.tsx'
import { foundPage } from './found-page.tsx'
import { subnetsPage } from './subnets-page.tsx'
import { mapPage } from './map-page.tsx'
import { parentsCsv } from './parents-csv.ts'
import { parentsPage } from './parents-page.tsx'
import { usersPage } from './users-page.tsx'
import { wanPage } from './wan-page.tsx'
import { wanLinePage, wanServicesPage } from './wan-settings-pages.tsx'
import { wanSheetCsv, wanSheetPage } from './wan-sheet-page.tsx'

const texts = { sw: consoleSw, en: consoleEn } as const

function show(frame: PageFrame): Show {
  const t = texts[frame.language]
  return { frame, t, time: pageTime(t, frame.zone, frame.nowMs) }
}

export const pages: ConsolePages = {
  login: (frame, view) => loginPage(show(frame), view),
  setPassword: (frame, view) => setPasswordPage(show(frame), view),
  fleet: (frame, view) => fleetPage(show(frame), view),
  fleetRow: (frame, row) => fleetRow(show(frame), row),
  host: (frame, view) => hostPage(show(frame), view),
  facts: (frame, view) => factsPage(show(frame), view),
  factsCsv: (frame, lines, columns) => factsCsvText(show(frame), lines, columns),
  network: (frame, view) => networkPage(show(frame), view),
  networkForm: (frame, view) => networkFormPage(show(frame), view),
  backupJobs: (frame, view) => backupJobsPage(show(frame), view),
  backupJob: (frame, view) => backupJobPage(show(frame), view),
  acknowledge: (frame, view) => acknowledgePage(show(frame), view),
  outbox: (frame, view) => outboxPage(show(frame), view),
  maintenance: (frame, view) => maintenancePage(show(frame), view),
  rules: (frame, view) => rulesPage(show(frame), view),
  rule: (frame, view) => rulePage(show(frame), view),
  falseAlarms: (frame, view) => falseAlarmsPage(show(frame), view),
  alerts: (frame, view) => alertsPage(show(frame), view),
  enrolment: (frame, view) => enrolmentPage(show(frame), view),
  settings: (frame, view) => settingsPage(show(frame), view),
  users: (frame, view) => usersPage(show(frame), view),
  lineSources: (frame, view) => sourcesPage(show(frame), view),
  account: (frame, view) => accountPage(show(frame), view),
  audit: (frame, view) => auditPage(show(frame), view),
  registers: registerPages(show),
  incidents: incidentPages(show),
  wan: {
    all: (frame, view) => wanPage(show(frame), view),
    line: (frame, view) => wanLinePage(show(frame), view),
    services: (frame, view) => wanServicesPage(show(frame), view),
    sheet: (frame, view) => wanSheetPage(show(frame), view),
    sheetCsv: (frame, view) => wanSheetCsv(show(frame), view),
  },
  topology: {
    parents: (frame, view) => parentsPage(show(frame), view),
    parentsCsv: (frame, rows) => parentsCsv(show(frame), rows),
    map: (frame, view) => mapPage(show(frame), view),
  },
  discovery: {
    found: (frame, view) => foundPage(show(frame), view),
    subnets: (frame, view) => subnetsPage(show(frame), view),
  },
  error: (frame, problem) => errorPage(show(frame), problem),
}
