/** The second leg: whether the message is in the mailbox. Ours are deleted there, nothing else. */
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { TaskParts } from '../task.ts'
import type { Deadline } from './dial.ts'
import type { LineReader } from './lines.ts'
import { openLine, pop3Ok, type MailLine } from './mail-line.ts'
import { makerHeader, messageIdOf } from './mail-send.ts'
import { pop3Lines } from './mail-talk.ts'
import { imapReply } from './starttls.ts'

export interface Look {
  readonly found: boolean
  /** Older ones of ours that were deleted. */
  readonly leftovers: number
}
interface Wanted {
  readonly token: string
  readonly maker: string
}

/** Deleted at once; the next run goes on. */
const deletedMax = 200
/** POP3 cannot search: so many of the newest messages are looked at. */
const pop3Newest = 50

export async function lookInMailbox(
  { fetch }: CheckOf<'mail'>,
  wanted: Wanted,
  parts: TaskParts,
  limit: Deadline,
): Promise<Look> {
  const line = await openLine(fetch, fetch.protocol, parts, limit)
  return fetch.protocol === 'imap' ? byImap(line, wanted) : byPop3(line.lines, wanted)
}

async function byImap({ lines, capabilities }: MailLine, wanted: Wanted): Promise<Look> {
  let count = 0
  const ask = async (command: string): Promise<readonly string[]> => {
    const tag = `a${++count}`
    lines.send(`${tag} ${command}`)
    return imapReply(lines, tag)
  }
  const search = async (words: string): Promise<readonly string[]> => {
    const answer = await ask(`UID SEARCH ${words}`)
    return answer
      .flatMap((line) => (/^\* SEARCH/i.test(line) ? line.split(' ').slice(2) : []))
      .filter((uid) => /^\d{1,10}$/.test(uid))
  }
  await ask('SELECT INBOX')
  const mine = (await search(`HEADER ${makerHeader} "${wanted.maker}"`)).slice(0, deletedMax)
  if (mine.length === 0) {
    lines.send('z LOGOUT')
    return { found: false, leftovers: 0 }
  }
  const one = new Set(await search(`HEADER Message-ID "${messageIdOf(wanted.token)}"`))
  const found = mine.some((uid) => one.has(uid))
  await ask(`UID STORE ${mine.join(',')} +FLAGS.SILENT (\\Deleted)`)
  if (capabilities.includes('UIDPLUS')) await ask(`UID EXPUNGE ${mine.join(',')}`)
  else {
    // Without UIDPLUS all that is marked would go: only where that is ours alone.
    const marked = await search('DELETED')
    if (marked.every((uid) => mine.includes(uid))) await ask('EXPUNGE')
  }
  lines.send('z LOGOUT')
  return { found, leftovers: mine.length - Number(found) }
}

async function byPop3(lines: LineReader, wanted: Wanted): Promise<Look> {
  lines.send('STAT')
  const total = Number(/(\d{1,9})/.exec(await pop3Ok(lines))?.[1] ?? 0)
  const id = messageIdOf(wanted.token)
  let [found, leftovers] = [false, 0]
  for (let at = total; at > Math.max(0, total - pop3Newest); at--) {
    lines.send(`TOP ${at} 0`)
    await pop3Ok(lines)
    const headers = await pop3Lines(lines)
    if (!headers.includes(`${makerHeader}: ${wanted.maker}`)) continue
    if (headers.some((header) => header.endsWith(id))) found = true
    else leftovers++
    lines.send(`DELE ${at}`)
    await pop3Ok(lines)
  }
  // RFC 1939: only a session that ends with QUIT deletes.
  lines.send('QUIT')
  await pop3Ok(lines)
  return { found, leftovers }
}
