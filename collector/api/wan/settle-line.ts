/** From what somebody wrote to the settings of a line: one check for console, API and command line. */
import { parseSize } from '../../../config/quantity.ts'
import { wanLine, wanNamesMax, type WanLine } from '../../state/wan-nouns.ts'
import type { FieldError } from '../form-views.ts'
import type { ApiParts } from '../parts.ts'

/** As written; '' stands for nothing. */
export interface LineRequest {
  readonly provider: string
  readonly contract: string
  readonly phone: string
  /** Percent of the month: 99.5. */
  readonly promise: string
  /** Data a month: 30 GB, 800 MB. */
  readonly bundle: string
  /** Day of the month: 1 to 31. */
  readonly renewDay: string
  /** Names or ids of ping checks. */
  readonly checks: readonly string[]
  /** Name or id of a device, and its port that faces the provider. */
  readonly router: string
  readonly port: string
}
export type LineField = keyof LineRequest
export interface LineFault {
  readonly field: LineField
  readonly error: FieldError
}
export type LineParts = Pick<ApiParts, 'hosts' | 'network'>

const checksMax = 20
const fault = (field: LineField, error: FieldError): LineFault => ({ field, error })
const isFault = (value: unknown): value is LineFault =>
  typeof value === 'object' && value !== null && 'error' in value

/** The settings, or the first thing that is wrong with the request. */
export async function settleLine(
  parts: LineParts,
  request: LineRequest,
): Promise<WanLine | LineFault> {
  for (const field of ['provider', 'contract', 'phone', 'port'] as const)
    if (plain(request[field]).length > wanNamesMax) return fault(field, 'too_long')
  const promise = percent(request.promise)
  if (isFault(promise)) return promise
  const bundle = size(request.bundle)
  if (isFault(bundle)) return bundle
  const renewDay = plain(request.renewDay) === '' ? 1 : Number(plain(request.renewDay))
  if (!Number.isInteger(renewDay) || renewDay < 1 || renewDay > 31)
    return fault('renewDay', 'bad_number')
  const checks = await checkIds(parts, request.checks)
  if (isFault(checks)) return checks
  const router = await routerOf(parts, request)
  if (isFault(router)) return router
  return wanLine.parse({
    provider: plain(request.provider),
    contract: plain(request.contract),
    phone: plain(request.phone),
    promisePercent: promise,
    bundleBytes: bundle,
    renewDay,
    checks,
    router,
  })
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function percent(text: string): number | null | LineFault {
  const written = plain(text).replace(/ ?%$/, '').replace(',', '.')
  if (written === '') return null
  const value = Number(written)
  const good = /^\d{1,3}(\.\d{1,3})?$/.test(written) && value > 0 && value <= 100
  return good ? value : fault('promise', 'bad_number')
}

function size(text: string): number | null | LineFault {
  const written = plain(text).toUpperCase().replace(',', '.')
  if (written === '') return null
  // Both ways of writing it: "30 GB" and "GB 30".
  const bytes = parseSize(written) ?? parseSize(written.replace(/^([KMGT]?B) ?(.*)$/, '$2 $1'))
  const good = bytes !== undefined && bytes >= 1 && bytes <= 1e15
  return good ? Math.round(bytes) : fault('bundle', 'bad_size')
}

async function checkIds(
  { network }: LineParts,
  asked: readonly string[],
): Promise<readonly string[] | LineFault> {
  if (asked.length > checksMax) return fault('checks', 'too_many')
  const { checks } = await network.state()
  const pings = checks.filter(({ deviceId, check }) => deviceId === null && check?.kind === 'ping')
  const found = asked.map((word) => pings.find(({ id, name }) => id === word || name === word)?.id)
  return found.includes(undefined)
    ? fault('checks', 'bad_choice')
    : [...new Set(found.flatMap((id) => id ?? []))]
}

async function routerOf(
  { hosts, network }: LineParts,
  request: LineRequest,
): Promise<WanLine['router'] | LineFault> {
  const [router, port] = [plain(request.router), plain(request.port)]
  if (router === '') return port === '' ? null : fault('router', 'required')
  const { devices } = await network.state()
  const known = new Set(devices.map(({ hostId }) => hostId))
  const found = (await hosts.all()).find(
    ({ id, name }) => known.has(id) && (id === router || name === router),
  )
  if (!found) return fault('router', 'bad_choice')
  if (port === '') return fault('port', 'required')
  return { hostId: found.id, port }
}
