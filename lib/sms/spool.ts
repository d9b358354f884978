/** A message for gammu-smsd's files back end: it sends whatever appears in its folder. */
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SmsOutcome } from './outcome.ts'

interface Spooled {
  /** Digits with the country. */
  readonly to: string
  readonly text: string
  readonly key: string
}

/**
 * The name carries the message's key: a second try replaces the first. The file appears whole, by
 * renaming; a name without "OUT" before it is not looked at by the daemon.
 */
export async function spoolSms(folder: string, { to, text, key }: Spooled): Promise<SmsOutcome> {
  const safe = key.replace(/[^A-Za-z0-9-]/g, '').slice(-60)
  const file = path.join(folder, `OUTC_+${to}_${safe}.txt`)
  const writing = path.join(folder, `.mlinzi-${safe}`)
  try {
    await writeFile(writing, plain(text))
    await rename(writing, file)
    return { type: 'taken', answer: path.basename(file) }
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error)
    return { type: 'again', why: 'unreachable', answer }
  }
}

/** The daemon reads by its own locale, which may be "C": only what each locale knows. */
function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '')
  return bare.replace(/[^ -~]/g, '?')
}
