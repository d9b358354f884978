/**
 * Secrets of devices and checks: from a file or the standard input, never from the command line,
 * where every user of the computer can read them (ps) and the shell keeps them.
 */
import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { nearest } from '../../lib/nearest.ts'

const bytesMax = 65_536

export const secretsHelp =
  'file with lines word=value (-: standard input); of devices community, authKey, privKey; of mail checks password, sendPassword, fetchPassword'

/** @throws Error that names the line and the nearest right word, and never a value. */
export async function readSecrets(
  file: string | undefined,
  words: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (file === undefined) return {}
  const text = file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8')
  if (text.length > bytesMax) throw new Error(`${file}: more than ${bytesMax} bytes`)
  const entries = text.split('\n').flatMap((line, at): [string, string][] => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [, word = '', value = ''] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\r?$/.exec(line) ?? []
    const where = `${file}:${at + 1}`
    if (word === '' || value === '') throw new Error(`${where}: write word=value`)
    if (words.includes(word)) return [[word, value]]
    const near = nearest(word, words)
    const hint = near === undefined ? `known are ${words.join(', ')}` : `did you mean ${near}?`
    throw new Error(`${where}: "${word}" is no secret of this; ${hint}`)
  })
  return Object.fromEntries(entries)
}
