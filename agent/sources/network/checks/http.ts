import { httpResponse } from '../../../../contract/catalogue/families/http-response.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { RunCheck } from '../task.ts'
import { deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import {
  BodyFault,
  request,
  type HttpAnswer,
  type HttpParts,
  type RequestOptions,
} from './http-request.ts'

type Check = CheckOf<'http'>
type Fields = FieldsOf<typeof httpResponse>
type Result = NonNullable<Fields['result']>

/** What is looked through for a keyword; a longer page is read so far. */
const bodyBytesMax = 1024 * 1024

export const runHttp: RunCheck<'http'> = async (check, parts, { egress, memory }) => {
  const tags = { server: shownUrl(check.url), method: check.method, check: check.name }
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    return [reading(httpResponse, tags, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const limit = deadline(parts.clock, check.timeoutMs, parts.signal)
  const beganMs = parts.clock.monotonic()
  const options = { bodyBytesMax, anyCertificate: check.anyCertificate === true }
  try {
    const { answer, redirects } = await follow(check, options, { ...parts, limit })
    const responseTime = (parts.clock.monotonic() - beganMs) / 1000
    return tell({ ...fieldsOf(check, answer), redirects, response_time: responseTime })
  } catch (error) {
    return tell({ result: httpFault(error) })
  } finally {
    limit.end()
  }
}

class TooManyRedirects extends Error {
  override name = 'TooManyRedirects'
}

/** The last answer. Only http and https are followed, and each address is judged anew. */
export async function follow(
  { url, method, redirectsMax }: Pick<Check, 'url' | 'method' | 'redirectsMax'>,
  options: RequestOptions,
  parts: HttpParts,
): Promise<{ readonly answer: HttpAnswer; readonly redirects: number }> {
  let at = new URL(url)
  for (let redirects = 0; ; redirects++) {
    const answer = await request(at, method, options, parts)
    const { location, status } = answer
    const next = location !== undefined && status >= 300 && status < 400 ? location : undefined
    if (next === undefined || redirectsMax === 0) return { answer, redirects }
    if (redirects >= redirectsMax) throw new TooManyRedirects(`More than ${redirectsMax} redirects`)
    const target = URL.canParse(next, at) ? new URL(next, at) : undefined
    if (!target || !/^https?:$/.test(target.protocol)) return { answer, redirects }
    at = target
  }
}

function fieldsOf(check: Check, { status, body, times }: HttpAnswer): Fields {
  const goodStatus =
    check.status === undefined ? status >= 200 && status < 400 : status === check.status
  const match = matches(check, body)
  const result: Result = !goodStatus
    ? 'response_status_code_mismatch'
    : match === false
      ? 'response_string_mismatch'
      : 'success'
  return {
    result,
    http_response_code: status,
    content_length: body.length,
    response_status_code_match: Number(goodStatus),
    response_string_match: match === undefined ? undefined : Number(match),
    dns_time: times.dns / 1000,
    connect_time: times.connect / 1000,
    tls_time: times.tls === undefined ? undefined : times.tls / 1000,
    first_byte_time: times.firstByte / 1000,
  }
}

/** Undefined: nothing is looked for. */
function matches({ keyword, jsonPath, jsonValue }: Check, body: Buffer): boolean | undefined {
  if (keyword === undefined && jsonPath === undefined) return undefined
  const text = body.toString('utf8')
  if (keyword !== undefined && !text.includes(keyword)) return false
  if (jsonPath === undefined) return true
  const found = valueAt(text, jsonPath)
  return found !== undefined && (jsonValue === undefined || found === jsonValue)
}

/** The value at `a.b.0.c` as text; undefined: there is none, or the text is no JSON. */
export function valueAt(text: string, path: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Without user, password, query and fragment: those may hold a key, and are nobody's label. */
export function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url ? `${url.protocol}//${url.host}${url.pathname}`.slice(0, 250) : 'invalid'
}

/** OpenSSL's and Node's words for a certificate that is not believed. */
const certificateCodes =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/

export function httpFault(error: unknown): Exclude<Result, 'response_string_mismatch'> {
  if (error instanceof TooManyRedirects) return 'too_many_redirects'
  if (error instanceof BodyFault) return 'body_read_error'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (certificateCodes.test(code)) return 'certificate_error'
  const fault = faultOf(error)
  return fault === 'no_such_host' ? 'dns_error' : fault
}
