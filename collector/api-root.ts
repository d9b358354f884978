/** Joins the console and the API to the stages. */
import type { RequestListener } from 'node:http'
import { alertWords } from '../config/locales/alert-wording.ts'
import { expectedTimes } from '../config/expected-on.ts'
import { noHolidays, type HolidayTables } from '../config/public-holidays.ts'
import { zoneReader } from '../config/office-time.ts'
import { formatEnrolmentToken } from '../contract/wire/enrolment-token.ts'
import { pages } from '../console/pages.tsx'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { createApi } from './api/api.ts'
import { loadAssets } from './api/assets.ts'
import type { ApiParts, Metric } from './api/parts.ts'
import type { Stages } from './collector.ts'
import { availabilityOf } from './fleet/availability.ts'
import { lastAbsence } from './fleet/last-absence.ts'
import { followedEnrolment, followedOffice } from './followed-repositories.ts'
import { testChannel } from './notify/test-message.ts'
import { sendTestMail } from './notify/channels/mail/test-mail.ts'

/** Availability on a host's page. */
const availabilityDays = 30

export interface ApiRootOptions {
  readonly clock: Clock
  readonly log: Log
  readonly version: string
  /** Folder of the built style and islands. */
  readonly assets: string
  /** Public holidays; left out: none are foretold. */
  readonly holidays?: HolidayTables
}

export async function createRequestListener(
  stages: Stages,
  { clock, log, version, assets, holidays = noHolidays }: ApiRootOptions,
): Promise<RequestListener> {
  const { repositories, watch, store, authority, rule } = stages
  const api = await createApi({
    clock,
    log,
    version,
    ...repositories,
    ...(await officeInItsWords(stages)),
    enrolment: {
      ...followedEnrolment(repositories.enrolment, watch),
      // What the officer copies carries the addresses and the authority's fingerprint too.
      createToken: async (request) => {
        const { id, secret } = await repositories.enrolment.createToken(request)
        const { fingerprint } = authority
        return {
          id,
          secret: formatEnrolmentToken({ addresses: stages.addresses(), fingerprint, id, secret }),
        }
      },
    },
    store,
    rules: stages.rulesDesk,
    holidays,
    lineDoor: stages.lineWrites,
    authorityPem: () => authority.certificate,
    backupDesk: stages.backupDesk,
    ways: stages.ways,
    networkDesk: stages.networkDesk,
    discoveryDesk: stages.discoveryDesk,
    power: stages.power,
    incidentBook: stages.incidentBook,
    wanDesk: stages.wanDesk,
    pages,
    assets: await loadAssets(assets),
    sendTestMail: (settings, to, language) =>
      sendTestMail(settings, to, language, { clock, zone: watch.calendar.zone }),
    testChannel: async (channel, to, language) =>
      testChannel(channel, to, {
        clock,
        zone: watch.calendar.zone,
        organisation: await repositories.office.organisation(),
        language,
      }),
    lookAt: (hostId) => stages.links.lookAt(hostId),
    ...pastPresence(stages, clock),
    acceptable: ({ ruleId, clearedAtMs }) =>
      clearedAtMs === null && rule(ruleId)?.kind === 'increase',
    acceptAlert: (alertId) => stages.engine.accept(alertId),
    enrolCommands: (token) => [
      { platform: 'linux', command: `mlinzi agent enrol ${token}` },
      { platform: 'windows', command: `mlinzi.cmd agent enrol ${token}` },
    ],
    metrics: () => figures(stages),
  })
  await api.ready()
  return (request, response) => api.routing(request, response)
}

function pastPresence(
  { store, watch }: Stages,
  clock: Clock,
): Pick<ApiParts, 'availability' | 'lastAbsence'> {
  return {
    availability: (host) => {
      const toMs = clock.now()
      const period = { fromMs: toMs - availabilityDays * 86_400_000, toMs }
      return availabilityOf(store, host, expectedTimes(watch.calendar)(host), period)
    },
    lastAbsence: (hostId) => lastAbsence(store, hostId, clock.now()),
  }
}

/** Alerts are worded as the office speaks: a change of the organisation is followed at once. */
async function officeInItsWords({
  repositories,
  watch,
  rule,
}: Stages): Promise<Pick<ApiParts, 'office' | 'describeAlert'>> {
  const office = followedOffice(repositories.office, watch)
  let { zanzibar } = await office.organisation()
  return {
    office: {
      ...office,
      setOrganisation: async (value) => {
        await office.setOrganisation(value)
        zanzibar = value.zanzibar
      },
    },
    describeAlert: (alert, language) => {
      const local = zoneReader(watch.calendar.zone)
      return alertWords(alert, rule(alert.ruleId), { language, local, zanzibar })
    },
  }
}

/** What /metrics tells beside the hosts. */
async function figures({ counts, store, engine, notifier }: Stages): Promise<readonly Metric[]> {
  const [stored, mails] = await Promise.all([store.stats(), notifier.stats()])
  const { rules, rowsJudged, openAlerts, waitingCommits } = engine.stats()
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: 'gauge',
    values: [{ value }],
  })
  const counter = (name: string, help: string, value: number): Metric => ({
    ...gauge(name, help, value),
    type: 'counter',
  })
  return [
    counter('rows_stored_total', 'Rows stored', stored.rowsStored),
    counter('rows_duplicate_total', 'Rows that had been stored before', stored.rowsDuplicate),
    counter('commits_total', 'Durable commits', stored.lastCommit),
    gauge('series', 'Series known', stored.seriesCount),
    gauge('store_bytes', 'Size of the series file', stored.bytes),
    gauge('store_open_rows', 'Rows that are not sealed', stored.openRows),
    gauge('rules', 'Rules in force', rules),
    counter('rows_judged_total', 'Rows that a rule looked at', rowsJudged),
    gauge('alerts_open', 'Open alerts', openAlerts),
    gauge('commits_waiting', 'Commits that the rules have not seen', waitingCommits),
    gauge('mails_waiting', 'Mails in the outbox', mails.waiting),
    gauge('mails_failed', 'Mails given up', mails.failed),
    gauge(
      'channels_down',
      'Ways of telling that do not work now',
      Object.keys(mails.faults).length,
    ),
    counter('mails_sent_total', 'Mails sent since the start', mails.sent),
    ...Object.entries(counts()).map(([name, value]) =>
      gauge(`now_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`, name, value),
    ),
  ]
}
