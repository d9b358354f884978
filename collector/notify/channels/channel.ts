/** What every way of telling people offers, and what it is given. */
import type { DeliveryKey } from '../../../config/locales/alert-texts.ts'
import type { Language } from '../../model/office.ts'
import type { MailKind } from '../../state/alert-tables.ts'

/** One message, ready to go. Each try of it has the same key and the same words. */
export interface Letter {
  /** By this a second delivery of the same message is recognised. */
  readonly key: string
  readonly kind: MailKind
  /** Mail address, telephone number; for a feed the channel itself knows. */
  readonly to: string
  readonly language: Language
  readonly urgent: boolean
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Key of the message that this one follows. */
  readonly thread: string | null
  /** What a program is told, as JSON. */
  readonly data: string
  /** The page on which it is acknowledged. */
  readonly link: string | null
}

export type Outcome =
  | { readonly type: 'delivered'; readonly answer: string }
  /** `line`: nothing can go on this channel now; `message`: only this one has to wait. */
  | {
      readonly type: 'again'
      readonly scope: 'line' | 'message'
      readonly key: DeliveryKey
      readonly answer: string
      /** As the other side asked. */
      readonly afterMs?: number
    }
  | { readonly type: 'never'; readonly key: DeliveryKey; readonly answer: string }

/** In which form the words are wanted. */
export type Form = 'mail' | 'sms' | 'chat' | 'data'

export interface Channel {
  /** `mail`, `sms`, or the id of a feed. */
  readonly id: string
  readonly form: Form
  /** Domain for keys and List-Id. */
  readonly domain: string
  /** Never rejects: whatever happens is an outcome. */
  deliver(letter: Letter): Promise<Outcome>
  /** Whether anything could go at all; left out: only a message shows it. */
  probe?(): Promise<Outcome>
}

const answerMax = 500
export function delivered(answer: string): Outcome {
  return { type: 'delivered', answer: answer.slice(0, answerMax) }
}
export function again(
  scope: 'line' | 'message',
  key: DeliveryKey,
  answer: string,
  afterMs?: number,
): Outcome {
  const told = { type: 'again', scope, key, answer: answer.slice(0, answerMax) } as const
  return afterMs === undefined ? told : { ...told, afterMs }
}
export function never(key: DeliveryKey, answer: string): Outcome {
  return { type: 'never', key, answer: answer.slice(0, answerMax) }
}
