/** Programs of the office: one signed POST for each message, as Standard Webhooks has it. */
import { createHmac } from 'node:crypto'
import type { Clock } from '../../../lib/clock.ts'
import { post } from '../../../lib/http-post.ts'
import { outcomeOf } from './answers.ts'
import type { Channel } from './channel.ts'

export interface WebhookSettings {
  readonly id: string
  readonly url: string
  /** `whsec_` and base64, or any other text, whose bytes are the key. */
  readonly secret: string
}

export function webhookChannelOf({ id, url, secret }: WebhookSettings, clock: Clock): Channel {
  return {
    id,
    form: 'data',
    domain: 'webhook.mlinzi',
    deliver: async ({ key, data }) => {
      const messageId = `msg_${key.replace(/[<>]/g, '').replace(/[^\w.@-]/g, '_')}`
      const seconds = Math.floor(clock.now() / 1000)
      return outcomeOf(
        await post({
          url,
          headers: {
            'content-type': 'application/json',
            'webhook-id': messageId,
            'webhook-timestamp': String(seconds),
            'webhook-signature': signature(secret, messageId, seconds, data),
          },
          body: data,
        }),
      )
    },
  }
}

export function signature(secret: string, id: string, seconds: number, body: string): string {
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret)
  const mac = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return `v1,${mac}`
}
