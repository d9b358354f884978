/** A topic of an ntfy server (its own or ntfy.sh), published as JSON so that words stay UTF-8. */
import { post } from '../../../lib/http-post.ts'
import { outcomeOf } from './answers.ts'
import type { Channel } from './channel.ts'

export interface NtfySettings {
  readonly id: string
  readonly url: string
  readonly topic: string
  readonly token: string
}

/** ntfy turns a message longer than 4,096 bytes into an attachment that phones do not show. */
const messageBytesMax = 4000

export function ntfyChannelOf({ id, url, topic, token }: NtfySettings): Channel {
  return {
    id,
    form: 'chat',
    domain: 'ntfy.mlinzi',
    deliver: async ({ subject, text, urgent, kind, link }) =>
      outcomeOf(
        await post({
          url: url || 'https://ntfy.sh',
          headers: {
            'content-type': 'application/json',
            ...(token !== '' && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({
            topic,
            title: subject,
            message: withinBytes(text, messageBytesMax),
            priority: urgent ? 5 : 3,
            tags: [
              kind === 'recovery' ? 'white_check_mark' : urgent ? 'rotating_light' : 'warning',
            ],
            ...(link !== null && { click: link }),
          }),
        }),
      ),
  }
}

function withinBytes(text: string, bytesMax: number): string {
  if (Buffer.byteLength(text) <= bytesMax) return text
  let kept = text.slice(0, bytesMax)
  while (Buffer.byteLength(kept) > bytesMax) kept = kept.slice(0, -1)
  return kept
}
