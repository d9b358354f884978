import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { SmtpSettings } from '../../collector/model/office.ts'

export interface Delivered {
  readonly to: string
  readonly mail: ParsedMail
  readonly raw: string
  readonly secure: boolean
}
/** What the server says no to, by recipient or at a step; undefined: it takes the mail. */
export interface Mood {
  refuse?: (
    step: 'MAIL' | 'RCPT' | 'DATA',
    address: string,
  ) => { code: number; text: string } | undefined
  options?: SMTPServerOptions
  port?: number
  /** Mails with such a subject are taken and not kept: in the real time of day a summary may come. */
  without?: RegExp
  /** Own address at which it listens; left out: loopback. */
  host?: string
}

/** A real SMTP server that keeps what it has taken. */
export async function mailbox(mood: Mood = {}) {
  const mails: Delivered[] = []
  const waiting = new Set<() => void>()
  const refusal = (step: 'MAIL' | 'RCPT' | 'DATA', address: string): Error | undefined => {
    const no = mood.refuse?.(step, address)
    return no && Object.assign(new Error(no.text), { responseCode: no.code })
  }
  const keep = async (to: string, raw: string, secure: boolean): Promise<void> => {
    const mail = await simpleParser(raw)
    if (mood.without?.test(mail.subject ?? '')) return
    mails.push({ to, mail, raw, secure })
    for (const wake of waiting) wake()
  }
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: mood.options?.key === undefined,
    closeTimeout: 100,
    onMailFrom: (address, _, done) => done(refusal('MAIL', address.address)),
    onRcptTo: (address, _, done) => done(refusal('RCPT', address.address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const no = refusal('DATA', to)
        if (no) return done(no)
        void keep(to, raw, session.secure).finally(done)
      })
    },
    ...mood.options,
  })
  // A client that dies in the middle is what some tests are about.
  server.on('error', () => undefined)
  const host = mood.host ?? '127.0.0.1'
  server.listen(mood.port ?? 0, host)
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const settings: SmtpSettings = {
    host,
    port,
    security: 'none',
    user: '',
    password: '',
    from: 'Mlinzi <mlinzi@mlimani.go.tz>',
  }
  return {
    mails,
    port,
    settings,
    to: (id: string) => mails.filter((one) => one.to.startsWith(`${id}@`)),
    /** Resolves when so many mails have come. */
    count: async (expected: number): Promise<void> => {
      while (mails.length < expected) {
        await new Promise<void>((resolve) => {
          waiting.add(resolve)
        })
      }
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
export type Mailbox = Awaited<ReturnType<typeof mailbox>>
