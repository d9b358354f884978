import type { Socket } from 'node:net'
import type { Deadline } from './dial.ts'
import { LineReader, ProtocolFault } from './lines.ts'

export type MailProtocol = 'smtp' | 'imap' | 'pop3'

const linesMax = 64

/** Reads the greeting and its continuation lines; gives its first line without the code. */
export async function greetingOf(lines: LineReader, protocol: MailProtocol): Promise<string> {
  const first = await lines.next()
  const good = { smtp: /^220[ -]/, imap: /^\* (?:OK|PREAUTH)/i, pop3: /^\+OK/i }[protocol]
  if (!good.test(first)) throw new ProtocolFault(`Not a greeting: ${first.slice(0, 80)}`)
  if (protocol === 'smtp' && first.startsWith('220-')) await smtpEnd(lines)
  return first.replace(/^(?:220[ -]|\* OK ?|\* PREAUTH ?|\+OK ?)/i, '')
}

/** Asks for encryption on a line that has just been opened; the caller continues with TLS. */
export async function startTls(
  socket: Socket,
  protocol: MailProtocol,
  limit: Deadline,
): Promise<void> {
  const lines = new LineReader(socket, limit)
  await greetingOf(lines, protocol)
  await askForTls(lines, protocol)
}

async function askForTls(lines: LineReader, protocol: MailProtocol): Promise<void> {
  if (protocol === 'smtp') {
    lines.send('EHLO mlinzi.invalid')
    await smtpReply(lines, '250')
  }
  await commandTls(lines, protocol)
}

/** After EHLO. Nothing may be waiting then: it could be words smuggled in before TLS. */
export async function commandTls(lines: LineReader, protocol: MailProtocol): Promise<void> {
  if (protocol === 'smtp') {
    lines.send('STARTTLS')
    await smtpReply(lines, '220')
  } else if (protocol === 'imap') {
    lines.send('m0 STARTTLS')
    await imapReply(lines, 'm0')
  } else {
    lines.send('STLS')
    const answer = await lines.next()
    if (!/^\+OK/i.test(answer)) throw new ProtocolFault(`No STARTTLS: ${answer.slice(0, 80)}`)
  }
  if (lines.waiting) throw new ProtocolFault('The server spoke before the encryption')
  lines.release()
}

/** All lines of an answer with that code. */
export async function smtpReply(lines: LineReader, code: string): Promise<readonly string[]> {
  const found: string[] = []
  for (let count = 0; count < linesMax; count++) {
    const line = await lines.next()
    if (!line.startsWith(code)) throw new ProtocolFault(line.slice(0, 200))
    found.push(line.slice(4))
    if (line[3] !== '-') return found
  }
  throw new ProtocolFault('An answer without an end')
}

/** The untagged lines before the tagged OK. */
export async function imapReply(lines: LineReader, tag: string): Promise<readonly string[]> {
  const found: string[] = []
  for (let count = 0; count < 1024; count++) {
    const line = await lines.next()
    if (!line.startsWith(`${tag} `)) found.push(line)
    else if (/^\S+ OK/i.test(line)) return found
    else throw new ProtocolFault(line.slice(0, 200))
  }
  throw new ProtocolFault('An answer without an end')
}

async function smtpEnd(lines: LineReader): Promise<void> {
  for (let count = 0; count < linesMax; count++) if ((await lines.next())[3] !== '-') return
  throw new ProtocolFault('A greeting without an end')
}
