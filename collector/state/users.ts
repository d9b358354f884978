/** Users of the console, their passwords and the one-time links that let them set one. */
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { Language } from '../model/office.ts'
import type { ConsoleRole, OfficeTables } from './office-tables.ts'
import { PasswordHasher } from './password-hash.ts'
import { newId, newSecret, secretHash } from './secret-text.ts'

export interface ConsoleUser {
  readonly id: string
  readonly name: string
  readonly role: ConsoleRole
  /** The only department that a `head` sees. */
  readonly departmentId: string | null
  /** Null: the organisation's language. */
  readonly language: Language | null
  readonly hasPassword: boolean
  readonly disabled: boolean
  readonly createdAtMs: number
  readonly lastLoginMs: number | null
}
export interface NewUser {
  readonly name: string
  readonly role: ConsoleRole
  readonly departmentId: string | null
}
export interface UserChange {
  readonly role?: ConsoleRole
  readonly departmentId?: string | null
  readonly language?: Language | null
  readonly disabled?: boolean
}
export interface UsersRepository {
  all(): Promise<readonly ConsoleUser[]>
  get(id: string): Promise<ConsoleUser | undefined>
  byName(name: string): Promise<ConsoleUser | undefined>
  create(user: NewUser): Promise<ConsoleUser>
  /** Disabling ends the user's sessions. */
  change(id: string, change: UserChange): Promise<void>
  remove(id: string): Promise<void>
  /** Ends the user's other sessions and links. Throws TooManyLogins. */
  setPassword(id: string, password: string): Promise<void>
  /** The user, when name and password are right and the user is not disabled. */
  checkPassword(name: string, password: string): Promise<ConsoleUser | undefined>
  noteLogin(id: string): Promise<void>
  /** Secret of a link that sets the password once; earlier links of the user end. */
  createLoginLink(userId: string, lifetimeMs: number): Promise<string>
  /** Whose link this is, without using it up: mail scanners open links too. */
  loginLinkUser(secret: string): Promise<ConsoleUser | undefined>
  /** Uses the link up; of two at once only one gets the user. */
  useLoginLink(secret: string): Promise<ConsoleUser | undefined>
}

export function createUsers(db: Kysely<OfficeTables>, clock: Clock): UsersRepository {
  const hasher = new PasswordHasher()
  const get = async (id: string): Promise<ConsoleUser | undefined> => {
    const row = await rows(db).where('id', '=', id).executeTakeFirst()
    return row && userOf(row)
  }
  const endSessions = async (id: string): Promise<void> => {
    await db.deleteFrom('console_session').where('user_id', '=', id).execute()
  }
  return {
    all: async () => (await rows(db).orderBy('name').execute()).map(userOf),
    get,
    byName: async (name) => {
      const row = await rows(db).where('name', '=', plainName(name)).executeTakeFirst()
      return row && userOf(row)
    },
    create: async ({ name, role, departmentId }) => {
      const row = {
        id: newId(),
        name: plainName(name),
        role,
        department_id: departmentId,
        language: null,
        password_hash: null,
        disabled: 0,
        created_at_ms: clock.now(),
        last_login_ms: null,
      }
      await db.insertInto('console_user').values(row).execute()
      return userOf(row)
    },
    change: async (id, change) => {
      const columns = columnsOf(change)
      if (Object.keys(columns).length === 0) return
      await db.updateTable('console_user').set(columns).where('id', '=', id).execute()
      if (change.disabled) await endSessions(id)
    },
    remove: async (id) => {
      await db.deleteFrom('console_user').where('id', '=', id).execute()
    },
    setPassword: async (id, password) => {
      const password_hash = await hasher.hash(password)
      await db.updateTable('console_user').set({ password_hash }).where('id', '=', id).execute()
      await endSessions(id)
      await db.deleteFrom('login_link').where('user_id', '=', id).execute()
    },
    checkPassword: async (name, password) => {
      const row = await rows(db).where('name', '=', plainName(name)).executeTakeFirst()
      const right = await hasher.matches(password, row?.password_hash ?? null)
      return right && row !== undefined && row.disabled === 0 ? userOf(row) : undefined
    },
    noteLogin: async (id) => {
      const last_login_ms = clock.now()
      await db.updateTable('console_user').set({ last_login_ms }).where('id', '=', id).execute()
    },
    ...loginLinks(db, clock, get),
  }
}

function loginLinks(
  db: Kysely<OfficeTables>,
  clock: Clock,
  get: UsersRepository['get'],
): Pick<UsersRepository, 'createLoginLink' | 'loginLinkUser' | 'useLoginLink'> {
  const enabled = async (userId: string | undefined): Promise<ConsoleUser | undefined> => {
    const user = userId === undefined ? undefined : await get(userId)
    return user?.disabled ? undefined : user
  }
  return {
    createLoginLink: async (userId, lifetimeMs) => {
      const secret = newSecret()
      const row = {
        hash: secretHash(secret),
        user_id: userId,
        expires_at_ms: clock.now() + lifetimeMs,
      }
      await db.deleteFrom('login_link').where('user_id', '=', userId).execute()
      await db.deleteFrom('login_link').where('expires_at_ms', '<=', clock.now()).execute()
      await db.insertInto('login_link').values(row).execute()
      return secret
    },
    loginLinkUser: async (secret) => {
      const row = await db
        .selectFrom('login_link')
        .select('user_id')
        .where('hash', '=', secretHash(secret))
        .where('expires_at_ms', '>', clock.now())
        .executeTakeFirst()
      return enabled(row?.user_id)
    },
    useLoginLink: async (secret) => {
      const row = await db
        .deleteFrom('login_link')
        .where('hash', '=', secretHash(secret))
        .where('expires_at_ms', '>', clock.now())
        .returning('user_id')
        .executeTakeFirst()
      return enabled(row?.user_id)
    },
  }
}

function rows(db: Kysely<OfficeTables>) {
  return db.selectFrom('console_user').selectAll()
}

function columnsOf(change: UserChange): Partial<OfficeTables['console_user']> {
  return {
    ...(change.role !== undefined && { role: change.role }),
    ...(change.departmentId !== undefined && { department_id: change.departmentId }),
    ...(change.language !== undefined && { language: change.language }),
    ...(change.disabled !== undefined && { disabled: change.disabled ? 1 : 0 }),
  }
}

/** Names are compared without case: nobody remembers how they wrote their own. */
function plainName(name: string): string {
  return name.trim().toLowerCase()
}

function userOf(row: Selectable<OfficeTables['console_user']>): ConsoleUser {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    departmentId: row.department_id,
    language: row.language,
    hasPassword: row.password_hash !== null,
    disabled: row.disabled !== 0,
    createdAtMs: row.created_at_ms,
    lastLoginMs: row.last_login_ms,
  }
}
