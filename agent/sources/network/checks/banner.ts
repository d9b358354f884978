/** A mail server as a client meets it: greeting, what it offers, encryption and its certificate. */
import type { TLSSocket } from 'node:tls'
import { mailService } from '../../../../contract/catalogue/families/mail-service.ts'
import { x509Cert } from '../../../../contract/catalogue/families/x509-cert.ts'
import { reading, type FieldsOf, type Reading } from '../../../../contract/catalogue/grammar.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { RunCheck, TaskParts } from '../task.ts'
import { deadline, dial, type Deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import { LineReader, ProtocolFault } from './lines.ts'
import { capabilitiesOf, encrypted, NoStartTls, offersTls, TlsFault } from './mail-talk.ts'
import { commandTls, greetingOf } from './starttls.ts'
import { certificateFields } from './tls.ts'

type Check = CheckOf<'banner'>
type Fields = {
  -readonly [F in keyof FieldsOf<typeof mailService>]: FieldsOf<typeof mailService>[F]
}

const bannerMax = 200
const farewell = { smtp: 'QUIT', imap: 'c9 LOGOUT', pop3: 'QUIT' } as const

export const runBanner: RunCheck<'banner'> = async (check, parts, { egress, memory }) => {
  const { host, port, protocol, name, timeoutMs } = check
  const tags = { server: host, port: `${port}`, protocol, check: name }
  const fields: Fields = {}
  const tell = (result: NonNullable<Fields['result']>, more: readonly Reading[] = []) => {
    const fails = memory.note(goodness(result))
    return [reading(mailService, tags, { ...fields, result, fails }), ...more]
  }
  if (!egress) return tell('no_egress')
  const limit = deadline(parts.clock, timeoutMs, parts.signal)
  const beganMs = parts.clock.monotonic()
  try {
    const secured = await visit(check, parts, limit, fields)
    fields.response_time = (parts.clock.monotonic() - beganMs) / 1000
    const more = secured ? [certificateReading(check, secured, parts)] : []
    const expected = check.expect === undefined || fields.banner?.includes(check.expect)
    return tell(expected ? 'success' : 'string_mismatch', more)
  } catch (error) {
    return tell(bannerFault(error))
  } finally {
    limit.end()
  }
}

/** Fills the fields as far as it comes; gives the encrypted line where there is one. */
async function visit(
  check: Check,
  parts: TaskParts,
  limit: Deadline,
  fields: Fields,
): Promise<TLSSocket | undefined> {
  const { host, port, protocol, security, serverName = host } = check
  const { clock } = parts
  const since = (fromMs: number): number => (clock.monotonic() - fromMs) / 1000
  const { socket, lookupMs, connectMs } = await dial(parts, host, port, limit)
  fields.dns_time = lookupMs / 1000
  fields.connect_time = connectMs / 1000
  let atMs = clock.monotonic()
  const direct = security === 'tls' ? await encrypted(socket, serverName, limit) : undefined
  if (direct) fields.tls_time = since(atMs)
  atMs = clock.monotonic()
  const lines = new LineReader(direct ?? socket, limit)
  fields.banner = (await greetingOf(lines, protocol)).slice(0, bannerMax)
  fields.banner_time = since(atMs)
  const offered = offersTls(await capabilitiesOf(lines, protocol), protocol)
  fields.starttls = direct ? 'encrypted' : offered ? 'offered' : 'not_offered'
  if (security !== 'starttls') {
    lines.send(farewell[protocol])
    return direct
  }
  if (!offered) throw new NoStartTls('The server offers no STARTTLS')
  atMs = clock.monotonic()
  await commandTls(lines, protocol)
  const secured = await encrypted(socket, serverName, limit)
  fields.tls_time = since(atMs)
  new LineReader(secured, limit).send(farewell[protocol])
  return secured
}

/** Under the check's own name, so that the rules of certificates hold for it too. */
function certificateReading(
  { host, port, serverName = host, name }: Check,
  secured: TLSSocket,
  { clock }: TaskParts,
): Reading {
  const fields = certificateFields(secured, serverName, clock.now())
  return reading(x509Cert, { source: `${host}:${port}`, check: name }, { ...fields, fails: 0 })
}

function bannerFault(error: unknown): NonNullable<Fields['result']> {
  if (error instanceof NoStartTls) return 'no_starttls'
  if (error instanceof TlsFault) return 'tls_failed'
  if (error instanceof ProtocolFault) return 'protocol_error'
  return faultOf(error)
}
