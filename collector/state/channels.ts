/** Ways to tell beside mail, their secrets sealed. */
import type { Kysely, Selectable } from 'kysely'
import { channelFields } from '../../config/channels.ts'
import type { ChannelRecord, Recipient } from '../model/office.ts'
import type { NotifyTables } from './notify-tables.ts'
import type { Secrets } from './secrets.ts'

export interface ChannelsRepository {
  /** By name; a secret that was sealed under another key is '' and has to be typed again. */
  all(): Promise<readonly ChannelRecord[]>
  save(channel: ChannelRecord): Promise<void>
  remove(id: string): Promise<void>
}

export function createChannels(db: Kysely<NotifyTables>, secrets: Secrets): ChannelsRepository {
  return {
    all: async () => {
      const rows = await db.selectFrom('channel').selectAll().orderBy('name').execute()
      return rows.map((row) => opened(channelOf(row), secrets))
    },
    save: async (channel) => {
      const { id, kind, name, enabled, severityMin, language, settings } = channel
      const sealed = changed(channel, (value) => secrets.seal(value))
      const row = {
        kind,
        name,
        enabled: Number(enabled),
        severity_min: severityMin,
        language,
        settings: JSON.stringify({ ...settings, ...sealed }),
      }
      await db
        .insertInto('channel')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },
    remove: async (id) => {
      await db.deleteFrom('channel').where('id', '=', id).execute()
    },
  }
}

function channelOf(row: Selectable<NotifyTables['channel']>): ChannelRecord {
  const { id, kind, name, enabled, severity_min, language, settings } = row
  return {
    id,
    kind,
    name,
    enabled: enabled === 1,
    severityMin: severity_min,
    language,
    settings: JSON.parse(settings) as Readonly<Record<string, string>>,
  }
}

function opened(channel: ChannelRecord, secrets: Secrets): ChannelRecord {
  const plain = changed(channel, (value) => secrets.open(value) ?? '')
  return { ...channel, settings: { ...channel.settings, ...plain } }
}

function changed({ kind, settings }: ChannelRecord, change: (value: string) => string) {
  const secret = channelFields[kind].filter((field) => field.secret === true)
  return Object.fromEntries(
    secret.flatMap(({ name }) => {
      const value = settings[name] ?? ''
      return value === '' ? [] : [[name, change(value)]]
    }),
  )
}

/** Chats and programs are readers of their own; each hears every alert that is grave enough. */
export async function feedsIn(db: Kysely<NotifyTables>): Promise<readonly Recipient[]> {
  const rows = await db
    .selectFrom('channel')
    .selectAll()
    .where('enabled', '=', 1)
    .where('kind', 'in', ['webhook', 'telegram', 'ntfy'])
    .execute()
  return rows.map(({ id, name, language, severity_min }) => ({
    id,
    name,
    address: name,
    language,
    severityMin: severity_min,
    siteId: null,
    departmentId: null,
    route: {
      part: 'feed',
      phone: '',
      channels: [id],
      hours: 'always',
      mailsPerDay: null,
      mailsPerMonth: null,
      smsPerDay: 0,
    },
  }))
}
