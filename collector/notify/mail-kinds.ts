/** Which writing each kind of message gets. */
import type { MailMatter, OutboxRow } from '../state/outbox.ts'
import { MailWriter, type Written } from './compose.ts'
import { antivirusMail, backupsMail, supportMail } from './list-mails.ts'
import type { MatterWords } from './matter-words.ts'

/** What a message is written from. */
export interface Given {
  readonly matters: readonly MailMatter[]
  readonly root: OutboxRow | undefined
  readonly link: string | null
  readonly nowMs: number
  /** In the fleet, of which a list is a part. */
  readonly computers: number
}

/** The message in the words of its kind; a summary is written elsewhere. */
export function mailOf(words: MatterWords, row: OutboxRow, given: Given): Written {
  const { matters, root } = given
  const writer = new MailWriter(words)
  switch (row.kind) {
    case 'digest':
      return writer.digest(row.name, matters)
    case 'recovery':
      return writer.recovery(row.name, matters, root?.subject ?? '')
    case 'reminder':
      return writer.reminder(row.name, matters)
    case 'backups':
      return backupsMail(words, row.name, matters, departmentOf(words, matters))
    case 'antivirus':
      return antivirusMail(words, row.name, matters, given)
    case 'support':
      return supportMail(words, row.name, matters, given)
    case 'escalation': {
      const lead = row.group_key.startsWith('director:') ? 'directorLead' : 'escalationLead'
      return writer.problem(row.name, matters, row.severity, lead)
    }
    default:
      return root
        ? writer.worsened(row.name, matters, root.subject ?? '')
        : writer.problem(row.name, matters, row.severity)
  }
}

/** A list that comes by the calendar: nobody acknowledges it, and it has no short form. */
export function isList(kind: OutboxRow['kind']): boolean {
  return kind === 'antivirus' || kind === 'support'
}

function departmentOf(words: MatterWords, matters: readonly MailMatter[]): string {
  const host = words.context.host(matters[0]?.alert.hostId ?? '')
  const name = host?.departmentId ? words.context.departmentName(host.departmentId) : undefined
  return name ?? words.context.organisation.name
}
