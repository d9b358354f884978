import type { PostResult } from '../../../lib/http-post.ts'
import { again, delivered, never, type Outcome } from './channel.ts'

/** What a service's HTTP answer means for the message. */
export function outcomeOf(result: PostResult, afterMs?: number): Outcome {
  if (result.type === 'unreachable') return again('line', 'channel_unreachable', result.message)
  const { status, text } = result
  const answer = `${status} ${text}`.trim()
  if (status >= 200 && status < 300) return delivered(answer)
  if (status === 401 || status === 403) return again('line', 'key_refused', answer)
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return again('line', 'later', answer, afterMs ?? result.afterMs)
  }
  // The address is wrong: every message would meet it, and mending it lets them all go.
  if (status === 404 || status === 410 || status < 400)
    return again('line', 'channel_refused', answer)
  return never('channel_refused', answer)
}
