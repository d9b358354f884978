/** What the officer sets in the console: organisation, calendar, mail, sites, people to tell. */
import type { Kysely } from 'kysely'
import { readEscalation, type EscalationTimes } from '../../config/escalation-times.ts'
import type {
  Department,
  ExpectedOn,
  OfficeCalendar,
  OfficeRepository,
  Organisation,
  Site,
  SmtpSettings,
} from '../model/office.ts'
import { readExpected, writeExpected, type ExpectedScope } from './expected-schedules.ts'
import type { IncidentTables } from './incident-tables.ts'
import type { NotifyTables } from './notify-tables.ts'
import type { OfficeTables } from './office-tables.ts'
import { recipientsIn } from './recipients.ts'
import type { Secrets } from './secrets.ts'

type OfficeDb = Kysely<OfficeTables & NotifyTables & Pick<IncidentTables, 'expected_schedule'>>

export interface Office extends OfficeRepository {
  /** When a mail was last accepted with the present settings; null: never. */
  mailProvedAtMs(): Promise<number | null>
  setMailProved(atMs: number): Promise<void>
  /** When others are told because nobody acted. */
  escalation(): Promise<EscalationTimes>
  setEscalation(times: EscalationTimes): Promise<void>
  /** When computers of a role, or one computer, should be on; null: as usual. */
  setExpected(of: ExpectedScope, on: ExpectedOn | null): Promise<void>
}

export interface OfficeDefaults {
  readonly organisation: Organisation
  readonly calendar: OfficeCalendar
}

export function createOffice(db: OfficeDb, secrets: Secrets, defaults: OfficeDefaults): Office {
  return {
    ...settings(db, secrets, defaults),
    ...places(db),
    ...recipientsIn(db),
  }
}

type Settings = Pick<
  Office,
  | 'organisation'
  | 'setOrganisation'
  | 'calendar'
  | 'setCalendar'
  | 'smtp'
  | 'setSmtp'
  | 'mailProvedAtMs'
  | 'setMailProved'
  | 'setExpected'
  | 'escalation'
  | 'setEscalation'
>

function settings(db: OfficeDb, secrets: Secrets, defaults: OfficeDefaults): Settings {
  const read = async <T>(key: string): Promise<T | undefined> => {
    const row = await db
      .selectFrom('office_setting')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst()
    return row === undefined ? undefined : JSON.parse(row.value)
  }
  const write = async (key: string, value: unknown): Promise<void> => {
    const text = JSON.stringify(value)
    await db
      .insertInto('office_setting')
      .values({ key, value: text })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
      .execute()
  }
  return {
    organisation: async () => (await read<Organisation>('organisation')) ?? defaults.organisation,
    setOrganisation: (value) => write('organisation', value),
    calendar: async () => {
      const calendar = (await read<OfficeCalendar>('calendar')) ?? defaults.calendar
      const expected = await readExpected(db)
      return expected === undefined ? calendar : { ...calendar, expected }
    },
    setCalendar: ({ zone, days, holidays }) => write('calendar', { zone, days, holidays }),
    setExpected: (of, on) => writeExpected(db, of, on),
    smtp: async () => {
      const stored = await read<SmtpSettings>('smtp')
      if (stored === undefined) return undefined
      const password = stored.password === '' ? '' : (secrets.open(stored.password) ?? '')
      return { ...stored, password }
    },
    setSmtp: async (value) => {
      await write('smtp', {
        ...value,
        password: value.password === '' ? '' : secrets.seal(value.password),
      })
      await write('mail_proved', null)
    },
    mailProvedAtMs: async () => (await read<number | null>('mail_proved')) ?? null,
    escalation: async () => readEscalation(await read('escalation')),
    setEscalation: (times) => write('escalation', times),
    setMailProved: (atMs) => write('mail_proved', atMs),
  }
}

type Places = Pick<
  Office,
  'sites' | 'saveSite' | 'removeSite' | 'departments' | 'saveDepartment' | 'removeDepartment'
>

function places(db: OfficeDb): Places {
  return {
    sites: async () => {
      const rows = await db.selectFrom('site').selectAll().orderBy('name').execute()
      return rows.map((row): Site => ({ ...row, subnets: JSON.parse(row.subnets) }))
    },
    saveSite: async (site) => {
      const { id, ...rest } = { ...site, subnets: JSON.stringify(site.subnets) }
      await db
        .insertInto('site')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute()
    },
    removeSite: async (id) => {
      await db.deleteFrom('site').where('id', '=', id).execute()
    },
    departments: (): Promise<readonly Department[]> =>
      db.selectFrom('department').selectAll().orderBy('name').execute(),
    saveDepartment: async ({ id, name }) => {
      await db
        .insertInto('department')
        .values({ id, name })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
        .execute()
    },
    removeDepartment: async (id) => {
      await db.deleteFrom('department').where('id', '=', id).execute()
    },
  }
}
