/** One POST to a service outside, bounded in time and in what is read of its answer. */

export type PostResult =
  | {
      readonly type: 'answered'
      readonly status: number
      readonly text: string
      /** As the service asked by Retry-After. */
      readonly afterMs?: number
    }
  | { readonly type: 'unreachable'; readonly message: string }

export interface PostRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly method?: 'POST' | 'GET'
  readonly timeoutMs?: number
}

const timeoutMs = 20_000
const answerBytesMax = 64 * 1024
const pauseSecondsMax = 3600

/** Never rejects. Follows no redirection: keys must not travel to an address that nobody typed. */
export async function post(request: PostRequest): Promise<PostResult> {
  const { url, headers, body, method = 'POST' } = request
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(method === 'POST' && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs ?? timeoutMs),
    })
    const afterMs = pauseOf(answer.headers.get('retry-after'))
    const told = { type: 'answered', status: answer.status, text: await textOf(answer) } as const
    return afterMs === undefined ? told : { ...told, afterMs }
  } catch (error) {
    return { type: 'unreachable', message: reasonOf(error) }
  }
}

async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes > answerBytesMax) break
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, answerBytesMax)
}

function pauseOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  if (header === null || !Number.isFinite(seconds) || seconds < 0) return undefined
  return Math.min(seconds, pauseSecondsMax) * 1000
}

/** fetch hides what happened in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}
