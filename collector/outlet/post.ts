/** One HTTP exchange with the database: compressed, bounded, with a deadline. */
import type { Clock } from '../../lib/clock.ts'
import type { Tier } from '../model/store.ts'
import { authorization, writeUrl, type OutletSettings } from './settings.ts'
import type { Answer, FaultKind } from './verdict.ts'

const answerCharactersMax = 4 * 1024 * 1024

/** There is no answer; `why` says of which kind. */
export interface NoAnswer {
  readonly status: 0
  readonly why: FaultKind
  readonly reason: string
}

/** `body` is gzip. `signal` ends it early; the answer then is that it timed out. */
export async function postLines(
  settings: OutletSettings,
  tier: Tier,
  body: Buffer<ArrayBuffer>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8' }
  return exchange(
    settings,
    writeUrl(settings, tier),
    { method: 'POST', headers, body },
    clock,
    signal,
  )
}

/** Any request, with the settings' credentials and time limit. */
export async function exchange(
  settings: OutletSettings,
  url: string,
  init: RequestInit,
  clock: Clock,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  const deadline = new AbortController()
  const cancel = clock.after(settings.timeoutMs, () => deadline.abort())
  try {
    const response = await fetch(url, {
      ...init,
      headers: { ...authorization(settings), ...Object.fromEntries(new Headers(init.headers)) },
      redirect: 'error',
      signal: AbortSignal.any([deadline.signal, signal]),
    })
    const text = await boundedText(response)
    return { status: response.status, text, retryAfter: response.headers.get('retry-after') }
  } catch (error) {
    if (deadline.signal.aborted || signal.aborted) {
      return { status: 0, why: 'timed_out', reason: `no answer within ${settings.timeoutMs} ms` }
    }
    return { status: 0, why: 'unreachable', reason: causeOf(error) }
  } finally {
    cancel()
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > answerCharactersMax) return text.slice(0, answerCharactersMax)
  }
  return text + decoder.decode()
}

/** fetch hides why behind "fetch failed". */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  const code = 'code' in cause ? String(cause.code) : ''
  return cause.message || code || error.message
}
