import type { ConsoleRole } from '../state/office-tables.ts'
import type { Permissions } from './pages.ts'

/** What a route asks for; `see` is what each user may. */
export type Permission = 'see' | keyof Permissions

const granted: Readonly<Record<ConsoleRole, Permissions>> = {
  viewer: { act: false, settings: false, administer: false },
  head: { act: false, settings: false, administer: false },
  officer: { act: true, settings: true, administer: false },
  admin: { act: true, settings: true, administer: true },
}
export const nobody: Permissions = { act: false, settings: false, administer: false }

export function permissionsOf(role: ConsoleRole): Permissions {
  return granted[role]
}

export function allows(role: ConsoleRole, permission: Permission): boolean {
  return permission === 'see' || granted[role][permission]
}
