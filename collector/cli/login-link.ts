import type { ConsoleUser, UsersRepository } from '../state/users.ts'

const linkLifetimeMs = 24 * 3_600_000

/** The console's first user, made when there is none. */
export async function firstAdministrator(users: UsersRepository): Promise<ConsoleUser> {
  const known = (await users.all()).find((user) => user.role === 'admin' && !user.disabled)
  return known ?? users.create({ name: 'admin', role: 'admin', departmentId: null })
}

/** Address that sets the user's password once. */
export async function loginLink(
  users: UsersRepository,
  user: ConsoleUser,
  consoleUrl: string,
): Promise<string> {
  const secret = await users.createLoginLink(user.id, linkLifetimeMs)
  return new URL(`login/link/${encodeURIComponent(secret)}`, consoleUrl).href
}
