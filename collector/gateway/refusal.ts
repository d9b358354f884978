import type { CollectorMessage, ErrorCode } from '../../contract/wire/messages.ts'

export type ErrorMessage = Extract<CollectorMessage, { type: 'error' }>

interface Explained {
  /** For the person who reads the agent's log. */
  readonly text: string
  readonly retryAfterSeconds: number
}

const explanations: Readonly<Record<ErrorCode, Explained>> = {
  bad_message: { text: 'The collector could not read this message.', retryAfterSeconds: 60 },
  bad_frame: { text: 'The collector could not read this frame.', retryAfterSeconds: 60 },
  bad_proof: {
    text:
      "The signature does not fit this agent's key. Either the key file was damaged, or something " +
      'between the agent and the collector (a proxy that inspects TLS) changed the connection.',
    retryAfterSeconds: 300,
  },
  proxy: {
    text:
      "The agent's signature is genuine, but it was made on another TLS connection: something " +
      'between the agent and the collector (a proxy or an antivirus that inspects TLS, or an ' +
      'attacker) ends TLS. Exempt the collector from TLS inspection.',
    retryAfterSeconds: 300,
  },
  unknown_key: {
    text: "The collector does not know this agent's key. Enrol the agent again with a new token.",
    retryAfterSeconds: 900,
  },
  revoked: {
    text: "The officer has revoked this agent's key.",
    retryAfterSeconds: 3600,
  },
  clone: {
    text:
      'Two computers use the same key at the same time, as after copying a disk. Both are held ' +
      'apart until the officer decides in the console; enrol the copy again with its own key.',
    retryAfterSeconds: 300,
  },
  pending: {
    text: 'This computer waits for the approval of the officer in the console.',
    retryAfterSeconds: 30,
  },
  bad_token: {
    text: 'The enrolment token is not valid. Make a new one in the console.',
    retryAfterSeconds: 300,
  },
  too_many: { text: 'The collector has too many connections.', retryAfterSeconds: 60 },
  unsupported: { text: 'This collector does not know this message.', retryAfterSeconds: 0 },
  busy: { text: 'The collector is busy with an earlier connection.', retryAfterSeconds: 10 },
  internal: { text: 'The collector failed; its log says why.', retryAfterSeconds: 30 },
}

/** Only a wrong token stays wrong; all else can change by what the officer does. */
export function errorMessage(code: ErrorCode, text = explanations[code].text): ErrorMessage {
  const { retryAfterSeconds } = explanations[code]
  return { type: 'error', code, text, retryable: code !== 'bad_token', retryAfterSeconds }
}

/** Ends a handshake; the gateway sends it, counts it and closes. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  constructor(code: ErrorCode, text?: string) {
    super(text ?? explanations[code].text)
    this.code = code
  }
}
