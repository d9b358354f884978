/** Who may call what of /api/v1. A browser's session may read; changes need a bearer token. */
import type { FastifyRequest } from 'fastify'
import type { TokenRole } from '../../state/office-tables.ts'
import type { ConsoleUser } from '../../state/users.ts'
import { ApiError } from './errors.ts'

export interface Caller {
  readonly name: string
  readonly role: ConsoleUser['role']
  readonly departmentId: string | null
}

const rank: Readonly<Record<ConsoleUser['role'], number>> = {
  head: 0,
  viewer: 0,
  officer: 1,
  admin: 2,
}

/** @throws ApiError when there is no caller or the caller's role is too low. */
export function callerOf({ visitor, method }: FastifyRequest, role: TokenRole): Caller {
  const caller = knownCaller(visitor, method)
  if (caller === undefined) throw new ApiError('not_signed_in')
  if (rank[caller.role] < rank[role]) throw new ApiError('forbidden')
  return caller
}

function knownCaller(visitor: FastifyRequest['visitor'], method: string): Caller | undefined {
  if (visitor.kind === 'token')
    return { name: `token:${visitor.token.name}`, role: visitor.token.role, departmentId: null }
  if (visitor.kind !== 'user' || (method !== 'GET' && method !== 'HEAD')) return undefined
  const { name, role, departmentId } = visitor.user
  return { name, role, departmentId }
}
