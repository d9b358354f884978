/** The first leg: a test message to the sending server. */
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { TaskParts } from '../task.ts'
import type { Deadline } from './dial.ts'
import { openLine } from './mail-line.ts'
import { smtpReply } from './starttls.ts'

export interface TestMessage {
  /** Of this one message. */
  readonly token: string
  /** Of all messages of this check by this poller. */
  readonly maker: string
  readonly atMs: number
}

/** Header by which leftovers are known. */
export const makerHeader = 'X-Mlinzi-Check'

export function messageIdOf(token: string): string {
  return `<${token}@mlinzi.invalid>`
}

/** `onHanded`: from here on the server may have it, whatever it answers. */
export async function sendMessage(
  { from, to, send }: CheckOf<'mail'>,
  message: TestMessage,
  parts: TaskParts,
  limit: Deadline,
  onHanded: () => void,
): Promise<void> {
  const { lines } = await openLine(send, 'smtp', parts, limit)
  const say = async (line: string, code: string): Promise<void> => {
    lines.send(line)
    await smtpReply(lines, code)
  }
  await say(`MAIL FROM:<${from}>`, '250')
  await say(`RCPT TO:<${to}>`, '25')
  await say('DATA', '354')
  onHanded()
  await say(`${textOf(message, from, to)}\r\n.`, '250')
  lines.send('QUIT')
}

function textOf({ token, maker, atMs }: TestMessage, from: string, to: string): string {
  return [
    `From: Mlinzi <${from}>`,
    `To: <${to}>`,
    `Subject: Mlinzi ${token}`,
    `Date: ${new Date(atMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageIdOf(token)}`,
    `${makerHeader}: ${maker}`,
    // RFC 3834: no holiday notice answers it.
    'Auto-Submitted: auto-generated',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Ujumbe wa majaribio wa Mlinzi: unafutwa wenyewe.',
    'A test message of Mlinzi: it is deleted by itself.',
  ].join('\r\n')
}
