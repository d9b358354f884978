/** A Telegram chat, by the bot that the office has made. */
import * as z from 'zod'
import { post, type PostResult } from '../../../lib/http-post.ts'
import { outcomeOf } from './answers.ts'
import { again, type Channel, type Outcome } from './channel.ts'

export interface TelegramSettings {
  readonly id: string
  /** '': Telegram's own. */
  readonly url: string
  readonly token: string
  readonly chat: string
}

const textCharactersMax = 4096
const refusal = z.object({
  parameters: z.object({ retry_after: z.number() }).optional(),
  description: z.string().optional(),
})

export function telegramChannelOf({ id, url, token, chat }: TelegramSettings): Channel {
  const base = (url || 'https://api.telegram.org').replace(/\/$/, '')
  return {
    id,
    form: 'chat',
    domain: 'telegram.mlinzi',
    deliver: async ({ subject, text, urgent }) => {
      const body = {
        chat_id: chat,
        text: `${subject}\n\n${text}`.slice(0, textCharactersMax),
        disable_notification: !urgent,
        link_preview_options: { is_disabled: true },
      }
      const result = await post({
        url: `${base}/bot${token}/sendMessage`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return telegramOutcome(result)
    },
  }
}

/** Telegram says 404 for a token that it does not know, and in the body how long to wait. */
function telegramOutcome(result: PostResult): Outcome {
  if (result.type === 'unreachable') return outcomeOf(result)
  const said = refusal.safeParse(jsonOf(result.text)).data
  const seconds = said?.parameters?.retry_after
  if (result.status === 404) return again('line', 'key_refused', said?.description ?? '404')
  return outcomeOf(result, seconds === undefined ? undefined : seconds * 1000)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
