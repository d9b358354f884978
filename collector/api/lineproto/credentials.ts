/** The secret of a write request, wherever InfluxDB's clients put it. */
import { Buffer } from 'node:buffer'
import type { FastifyRequest } from 'fastify'

const secretMax = 200

/**
 * `Authorization: Token …` or `Bearer …` (2.x and 3.x; also `Token user:secret`), Basic with the
 * secret as password, or the query's `p` (1.x). The user's name is of no importance.
 */
export function secretOf({ headers, query }: FastifyRequest): string | undefined {
  const { authorization } = headers
  if (authorization === undefined) return usable(parameter(query, 'p'))
  const [, scheme = '', rest = ''] = /^(\w+) +(.{1,1000})$/.exec(authorization) ?? []
  const plain = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString() : rest
  if (!['token', 'bearer', 'basic'].includes(scheme.toLowerCase())) return undefined
  return usable(plain.slice(plain.indexOf(':') + 1).trim())
}

function usable(secret: string | undefined): string | undefined {
  return secret !== undefined && secret !== '' && secret.length <= secretMax ? secret : undefined
}

/** A parameter of the address; of one that comes twice the first. */
export function parameter(query: unknown, name: string): string | undefined {
  if (typeof query !== 'object' || query === null) return undefined
  const value = (query as Readonly<Record<string, unknown>>)[name]
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one : undefined
}
