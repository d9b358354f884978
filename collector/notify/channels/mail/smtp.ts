/** Hands one mail to the office's mail server. */
import { createTransport } from 'nodemailer'
import type { SmtpSettings } from '../../../model/office.ts'

export interface OutgoingMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly listId: string
  readonly urgent: boolean
}
/** Resolves with the server's words after its 250; rejects with nodemailer's error. */
export type SendMail = (settings: SmtpSettings, mail: OutgoingMail) => Promise<string>
/** Connects and logs in, sends nothing. */
export type ProbeLine = (settings: SmtpSettings) => Promise<void>

/** A satellite line answers after seconds; a dead one must not hold the outbox for long. */
const connectMs = 30_000
const socketMs = 120_000

export const sendMail: SendMail = async (settings, mail) => {
  const transport = connect(settings)
  try {
    const { response } = await transport.sendMail({
      from: mail.from,
      to: mail.to,
      envelope: { from: addressOf(mail.from), to: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo }),
      references: [...mail.references],
      ...(mail.urgent ? { priority: 'high' as const } : {}),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': mail.language,
        'List-Id': mail.listId,
      },
    })
    return response
  } finally {
    transport.close()
  }
}

export const probeLine: ProbeLine = async (settings) => {
  const transport = connect(settings)
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}

function connect({ host, port, security, user, password }: SmtpSettings) {
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: socketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** The address in "Mlinzi <mlinzi@example.go.tz>". */
export function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1]?.trim() ?? from.trim()
}

/** Domain of the sender, for Message-ID and List-Id; what is odd in it is left out. */
export function domainOf(from: string): string {
  const domain = addressOf(from).split('@').at(-1) ?? ''
  return domain.toLowerCase().replace(/[^a-z0-9.-]/g, '') || 'localhost'
}
