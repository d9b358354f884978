/** "Does it reach anybody?": one message of no alert through one channel. */
import { randomUUID } from 'node:crypto'
import { fill } from '../../config/locales/alert-format.ts'
import { alertTexts } from '../../config/locales/alert-languages.ts'
import { zoneReader } from '../../config/office-time.ts'
import type { Clock } from '../../lib/clock.ts'
import { post } from '../../lib/http-post.ts'
import type { MailTestResult } from '../model/alerts.ts'
import type { ChannelRecord, Language, Organisation } from '../model/office.ts'
import { outcomeOf } from './channels/answers.ts'
import type { Letter, Outcome } from './channels/channel.ts'
import { channelOf } from './channels/configured.ts'

export interface TestSetting {
  readonly clock: Clock
  readonly zone: string
  readonly organisation: Organisation
  readonly language: Language
}

/** @param to a telephone number, for SMS. Never rejects for what the service says. */
export async function testChannel(
  record: ChannelRecord,
  to: string,
  setting: TestSetting,
): Promise<MailTestResult> {
  const channel = channelOf(record, setting.clock)
  const outcome = await (channel?.deliver(letterOf(to, channel.form, setting)) ??
    askAlertmanager(record))
  const { answer } = outcome
  return outcome.type === 'delivered'
    ? { delivered: true, answer, explanation: 'delivered' }
    : { delivered: false, answer, explanation: outcome.key }
}

/** An alert made up for the test would wake people: its state page shows as much. */
async function askAlertmanager({ settings }: ChannelRecord): Promise<Outcome> {
  const { url = '', user = '', password = '' } = settings
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const result = await post({
    method: 'GET',
    url: `${url.replace(/\/$/, '')}/api/v2/status`,
    headers: user === '' ? {} : { authorization: `Basic ${basic}` },
    body: '',
  })
  return outcomeOf(result)
}

function letterOf(to: string, form: string, setting: TestSetting): Letter {
  const { clock, zone, organisation, language } = setting
  const { zanzibar } = organisation
  const formatting = { language, local: zoneReader(zone), zanzibar }
  const { mail } = alertTexts[language]
  const now = clock.now() / 1000
  const text = fill(form === 'sms' ? mail.smsTest : mail.testBody, { now }, formatting)
  const timestamp = new Date(clock.now()).toISOString()
  const data = { type: 'test', timestamp, organisation: organisation.name, title: text, alerts: [] }
  return {
    key: `<test.${randomUUID()}@mlinzi>`,
    kind: 'summary',
    to,
    language,
    urgent: false,
    subject: mail.testSubject,
    text,
    html: '',
    thread: null,
    data: JSON.stringify(data),
    link: null,
  }
}
