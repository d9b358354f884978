/** What SMTP, IMAP and POP3 servers say they can do, and the way into encryption. */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Deadline } from './dial.ts'
import { ProtocolFault, type LineReader } from './lines.ts'
import { imapReply, smtpReply, type MailProtocol } from './starttls.ts'
import { secure, type SecureOptions } from './tls.ts'

/** The encryption could not be agreed on. */
export class TlsFault extends Error {
  override name = 'TlsFault'
}
/** The server offers no STARTTLS. */
export class NoStartTls extends Error {
  override name = 'NoStartTls'
}

const linesMax = 256

/** After the greeting; in capitals, such as STARTTLS or AUTH PLAIN LOGIN. */
export async function capabilitiesOf(
  lines: LineReader,
  protocol: MailProtocol,
): Promise<readonly string[]> {
  if (protocol === 'smtp') {
    lines.send('EHLO mlinzi.invalid')
    return upper((await smtpReply(lines, '250')).slice(1))
  }
  if (protocol === 'imap') {
    lines.send('c0 CAPABILITY')
    const answer = await imapReply(lines, 'c0')
    const words = answer.find((line) => /^\* CAPABILITY /i.test(line)) ?? ''
    return upper(words.split(' ').slice(2))
  }
  lines.send('CAPA')
  // RFC 2449: an older server knows no CAPA and answers -ERR.
  return /^\+OK/i.test(await lines.next()) ? upper(await pop3Lines(lines)) : []
}

/** Up to the line with the single point. */
export async function pop3Lines(lines: LineReader): Promise<readonly string[]> {
  const found: string[] = []
  for (let count = 0; count < linesMax; count++) {
    const line = await lines.next()
    if (line === '.') return found
    found.push(line.replace(/^\.\./, '.'))
  }
  throw new ProtocolFault('An answer without an end')
}

export function offersTls(capabilities: readonly string[], protocol: MailProtocol): boolean {
  return capabilities.includes(protocol === 'pop3' ? 'STLS' : 'STARTTLS')
}

/** @throws TlsFault; with `anyCertificate: false` also for one that is not believed. */
export async function encrypted(
  socket: Socket,
  serverName: string,
  limit: Deadline,
  options?: SecureOptions,
): Promise<TLSSocket> {
  try {
    return await secure(socket, serverName, limit, options)
  } catch (cause) {
    if (limit.signal.aborted) throw cause
    throw new TlsFault('No encryption could be agreed on', { cause })
  }
}

function upper(words: readonly string[]): readonly string[] {
  return words.map((word) => word.toUpperCase())
}
