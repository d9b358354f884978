/** What a mail server's refusal means: whose fault it is, whether to try again, how to say it. */
import type { DeliveryKey } from '../../../../config/locales/alert-texts.ts'

export interface DeliveryFailure {
  readonly key: DeliveryKey
  /** The server's own words, or the socket's. */
  readonly answer: string
  /**
   * `line`: nothing can be sent now; `mail`: only this one, later; `never`: this one, for good.
   */
  readonly scope: 'line' | 'mail' | 'never'
}

interface SmtpError {
  readonly code?: unknown
  readonly command?: unknown
  readonly response?: unknown
  readonly responseCode?: unknown
  readonly message?: unknown
}

const answerMax = 500

/** Never throws: whatever was thrown while sending becomes a decision. */
export function explainFailure(error: unknown): DeliveryFailure {
  const smtp: SmtpError = typeof error === 'object' && error !== null ? error : {}
  const code = word(smtp.code)
  const command = word(smtp.command)
  const text = word(smtp.response) || word(smtp.message) || String(error)
  const answer = text.slice(0, answerMax)
  const status = typeof smtp.responseCode === 'number' ? smtp.responseCode : 0
  const line = (key: DeliveryKey): DeliveryFailure => ({ key, answer, scope: 'line' })
  if (code === 'EAUTH') return line(status === 0 ? 'login_required' : 'wrong_password')
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|certificate|altname/i.test(`${code} ${text}`)) {
    return line('certificate')
  }
  if (code === 'ETLS' || /SSL|TLS|wrong version number/i.test(text)) return line('tls_refused')
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(`${code} ${text}`)) {
    return line('name_not_found')
  }
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET/.test(`${code} ${text}`)) {
    return line('unreachable')
  }
  if (code === 'ETIMEDOUT') return line('timeout')
  if (status >= 400) return refusal(status, command, answer)
  return code === 'ECONNECTION' || code === 'ESOCKET' ? line('unreachable') : line('failed')
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The server spoke: by reply code, enhanced code and the command that it answered. */
function refusal(status: number, command: string, answer: string): DeliveryFailure {
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(answer)?.[0] ?? ''
  if (status === 421) return { key: 'later', answer, scope: 'line' }
  if (status < 500) return { key: 'later', answer, scope: 'mail' }
  if (status === 530) return { key: 'login_required', answer, scope: 'line' }
  if (status === 535) return { key: 'wrong_password', answer, scope: 'line' }
  if (command === 'MAIL FROM') return { key: 'sender_refused', answer, scope: 'line' }
  if (status === 552 || enhanced.startsWith('5.3.4')) {
    return { key: 'too_large', answer, scope: 'never' }
  }
  if (/relay/i.test(answer) || (command === 'RCPT TO' && enhanced.startsWith('5.7.'))) {
    return { key: 'relay_denied', answer, scope: 'line' }
  }
  if (command === 'RCPT TO') return { key: 'unknown_recipient', answer, scope: 'never' }
  return { key: 'rejected', answer, scope: 'never' }
}
