/** Recipients with what is left of their ceilings, and channels without their secrets. */
import { officeCalendar } from '../../config/calendar.ts'
import { channelFields } from '../../config/channels.ts'
import type { ChannelItem, RecipientItem } from './notify-views.ts'
import type { ApiParts } from './parts.ts'

const monthMs = 31 * 86_400_000

export async function recipientItems({
  office,
  outbox,
  clock,
}: ApiParts): Promise<readonly RecipientItem[]> {
  const nowMs = clock.now()
  const calendar = officeCalendar(await office.calendar())
  const today = calendar.at(nowMs, '00:00')
  const month = calendar.at(nowMs, '00:00', 1 - calendar.local(nowMs).day)
  const people = (await office.recipients()).filter(({ route }) => route?.part !== 'feed')
  return Promise.all(
    people.map(async (one) => ({
      ...one,
      mailsToday: await outbox.counts.sentSince(one.id, 'mail', today),
      mailsThisMonth: await outbox.counts.sentSince(one.id, 'mail', month),
      smsToday: await outbox.counts.sentSince(one.id, 'sms', today),
      held: await outbox.counts.heldSince(one.id, nowMs - monthMs),
    })),
  )
}

export async function channelItems({
  channels,
  outbox,
}: ApiParts): Promise<readonly ChannelItem[]> {
  return Promise.all(
    (await channels.all()).map(async (channel) => {
      const secrets = channelFields[channel.kind].filter((field) => field.secret === true)
      const names = secrets.map(({ name }) => name)
      const shown = Object.entries(channel.settings).filter(([name]) => !names.includes(name))
      return {
        ...channel,
        settings: Object.fromEntries(shown),
        kept: names.filter((name) => (channel.settings[name] ?? '') !== ''),
        waiting: (await outbox.counts.waitingOn(channel.id)).count,
      }
    }),
  )
}
