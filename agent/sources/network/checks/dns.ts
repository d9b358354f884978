import dns from 'node:dns'
import { dnsQuery } from '../../../../contract/catalogue/families/dns-query.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { RunCheck } from '../task.ts'
import { deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'

type Fields = FieldsOf<typeof dnsQuery>

/** c-ares' words (node:dns error codes) as the numbers of the protocol (RFC 1035, 4.1.1). */
const rcodes: Readonly<Record<string, number>> = {
  EFORMERR: 1,
  ESERVFAIL: 2,
  ENOTFOUND: 3,
  ENOTIMP: 4,
  EREFUSED: 5,
}
const answersMax = 32
const answerTextMax = 1000
const tries = 2

export const runDns: RunCheck<'dns'> = async (check, parts, { egress, memory }) => {
  const { domain, recordType, name, server, timeoutMs, expect } = check
  const tags = { server: server ?? 'system', domain, record_type: recordType, check: name }
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    return [reading(dnsQuery, tags, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const limit = deadline(parts.clock, timeoutMs, parts.signal)
  const resolver = new dns.promises.Resolver({ timeout: Math.ceil(timeoutMs / tries), tries })
  const beganMs = parts.clock.monotonic()
  const passed = (): number => parts.clock.monotonic() - beganMs
  try {
    if (server !== undefined)
      resolver.setServers([bracketed(await limit.within(addressOf(server)))])
    const found = await limit.within(resolver.resolve(domain, recordType))
    const answers = textsOf(found)
    const fits = expect === undefined || answers.some((one) => one.includes(expect))
    const answer = answers.join(', ').slice(0, answerTextMax)
    const result = fits ? 'success' : 'mismatch'
    return tell({ result, query_time_ms: passed(), rcode_value: 0, answer })
  } catch (error) {
    return tell(faultFields(error, passed()))
  } finally {
    resolver.cancel()
    limit.end()
  }

  /** `address` or `address:port`, as a test server has it. */
  async function addressOf(text: string): Promise<string> {
    const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(text) ?? []
    const address = await parts.guard.resolve(host ?? text)
    return port === undefined ? address : `${bracketed(address)}:${port}`
  }
}

function bracketed(address: string): string {
  return address.includes(':') && !/:\d+$/.test(address) ? `[${address}]` : address
}

function faultFields(error: unknown, query_time_ms: number): Fields {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const rcode = rcodes[code]
  if (rcode !== undefined) return { result: 'error', rcode_value: rcode, query_time_ms }
  // The name is there and has no such record.
  if (code === 'ENODATA') return { result: 'error', rcode_value: 0, query_time_ms }
  if (code === 'ETIMEOUT') return { result: 'timeout' }
  const fault = faultOf(error)
  return { result: fault === 'connection_failed' ? 'error' : fault }
}

/** Each record as one text: addresses and names as they are, others by their parts. */
function textsOf(found: unknown): readonly string[] {
  const records: readonly unknown[] = Array.isArray(found) ? found : [found]
  return records
    .slice(0, answersMax)
    .map((record) => {
      if (typeof record === 'string') return record
      if (Array.isArray(record)) return record.join('')
      return Object.values(record ?? {}).join(' ')
    })
    .sort()
}
