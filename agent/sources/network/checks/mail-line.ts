/** A mail server's line up to the login: greeting, encryption, name and password. */
import type { MailServer } from '../../../../contract/wire/service-checks.ts'
import type { TaskParts } from '../task.ts'
import { dial, type Deadline } from './dial.ts'
import { LineReader, ProtocolFault } from './lines.ts'
import { capabilitiesOf, encrypted, NoStartTls, offersTls } from './mail-talk.ts'
import { commandTls, greetingOf, imapReply, smtpReply, type MailProtocol } from './starttls.ts'

/** Name or password were refused. The message is the server's own. */
export class LoginFault extends Error {
  override name = 'LoginFault'
}

export interface MailLine {
  readonly lines: LineReader
  readonly capabilities: readonly string[]
}

export async function openLine(
  server: MailServer,
  protocol: MailProtocol,
  parts: TaskParts,
  limit: Deadline,
): Promise<MailLine> {
  const { host, port, security } = server
  const insist = { insist: server.anyCertificate !== true }
  const { socket } = await dial(parts, host, port, limit)
  const direct = security === 'tls' ? await encrypted(socket, host, limit, insist) : socket
  let lines = new LineReader(direct, limit)
  await greetingOf(lines, protocol)
  let capabilities = await capabilitiesOf(lines, protocol)
  if (security === 'starttls') {
    if (!offersTls(capabilities, protocol)) throw new NoStartTls('The server offers no STARTTLS')
    await commandTls(lines, protocol)
    lines = new LineReader(await encrypted(socket, host, limit, insist), limit)
    // What was said before the encryption may have been anybody's word.
    capabilities = await capabilitiesOf(lines, protocol)
  }
  if (server.user !== '') await login({ lines, capabilities }, protocol, server)
  return { lines, capabilities }
}

async function login(
  { lines, capabilities }: MailLine,
  protocol: MailProtocol,
  { user, password }: MailServer,
): Promise<void> {
  const plain = base64(`\0${user}\0${password}`)
  try {
    if (protocol === 'smtp') await smtpLogin(lines, capabilities, plain, { user, password })
    else if (protocol === 'imap') {
      lines.send('l0 AUTHENTICATE PLAIN')
      const answer = await lines.next()
      if (!answer.startsWith('+')) throw new ProtocolFault(answer.slice(0, 200))
      lines.send(plain)
      await imapReply(lines, 'l0')
    } else {
      if (/[\r\n\0]/.test(user + password)) throw new ProtocolFault('A name of several lines')
      for (const line of [`USER ${user}`, `PASS ${password}`]) {
        lines.send(line)
        await pop3Ok(lines)
      }
    }
  } catch (cause) {
    if (cause instanceof ProtocolFault) throw new LoginFault(cause.message, { cause })
    throw cause
  }
}

async function smtpLogin(
  lines: LineReader,
  capabilities: readonly string[],
  plain: string,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<void> {
  const ways = capabilities.find((line) => line.startsWith('AUTH '))?.split(' ') ?? []
  if (ways.includes('PLAIN')) {
    lines.send(`AUTH PLAIN ${plain}`)
    await smtpReply(lines, '235')
    return
  }
  if (!ways.includes('LOGIN')) throw new ProtocolFault('The server offers no login that we know')
  lines.send('AUTH LOGIN')
  for (const word of [user, password]) {
    await smtpReply(lines, '334')
    lines.send(base64(word))
  }
  await smtpReply(lines, '235')
}

export async function pop3Ok(lines: LineReader): Promise<string> {
  const answer = await lines.next()
  if (/^\+OK/i.test(answer)) return answer.slice(4)
  throw new ProtocolFault(answer.slice(0, 200))
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
