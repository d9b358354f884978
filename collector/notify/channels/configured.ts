/** From what the officer has set to the channels themselves. */
import type { Clock } from '../../../lib/clock.ts'
import { smsPresets, type SmsGateway } from '../../../lib/sms/gateway.ts'
import type { ChannelRecord, SmtpSettings } from '../../model/office.ts'
import type { Channel } from './channel.ts'
import { mailChannelOf } from './mail/mail-channel.ts'
import { ntfyChannelOf } from './ntfy.ts'
import { smsChannelOf } from './sms-channel.ts'
import { telegramChannelOf } from './telegram.ts'
import { webhookChannelOf } from './webhook.ts'

/** Mail first; an Alertmanager is no channel but a mirror (alertmanager.ts). */
export function channelsOf(
  smtp: SmtpSettings | undefined,
  records: readonly ChannelRecord[],
  clock: Clock,
): readonly Channel[] {
  const others = records.flatMap((record) =>
    record.enabled ? (channelOf(record, clock) ?? []) : [],
  )
  return [...(smtp ? [mailChannelOf(smtp)] : []), ...others]
}

export function channelOf(record: ChannelRecord, clock: Clock): Channel | undefined {
  const { id, kind, settings } = record
  const of = (name: string): string => settings[name] ?? ''
  switch (kind) {
    case 'sms':
      return smsChannelOf(gatewayOf(settings))
    case 'webhook':
      return webhookChannelOf({ id, url: of('url'), secret: of('secret') }, clock)
    case 'telegram':
      return telegramChannelOf({ id, url: of('url'), token: of('token'), chat: of('chat') })
    case 'ntfy':
      return ntfyChannelOf({ id, url: of('url'), topic: of('topic'), token: of('token') })
    default:
      return undefined
  }
}

function gatewayOf(settings: ChannelRecord['settings']): SmsGateway {
  const of = (name: string): string => settings[name] ?? ''
  return {
    preset: smsPresets.find((one) => one === of('preset')) ?? 'json',
    url: of('url'),
    user: of('user'),
    key: of('key'),
    secret: of('secret'),
    sender: of('sender'),
    folder: of('folder'),
  }
}
