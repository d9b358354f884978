/**
 * The independent witness: what a source gave, written and synced beside the spool, and afterwards
 * compared with what arrived.
 */
import fs from 'node:fs'

/** One emitted reading; `key` is never used twice. */
export interface Emitted {
  readonly key: number
  readonly timeMs: number
  readonly usage: number
  readonly core: string
}
export interface JournalContent {
  readonly emitted: ReadonlyMap<number, Emitted>
  /** Keys whose `append` had returned. */
  readonly spooled: ReadonlySet<number>
}

export class Journal {
  readonly #file: number
  constructor(path: string) {
    this.#file = fs.openSync(path, 'a')
  }
  emitted(readings: readonly Emitted[]): void {
    this.#write({ emitted: readings })
  }
  spooled(keys: readonly number[]): void {
    this.#write({ spooled: keys })
  }
  #write(line: object): void {
    fs.writeSync(this.#file, `${JSON.stringify(line)}\n`)
    fs.fsyncSync(this.#file)
  }
}

export function readJournal(path: string): JournalContent {
  const emitted = new Map<number, Emitted>()
  const spooled = new Set<number>()
  for (const line of fs.existsSync(path) ? fs.readFileSync(path, 'utf8').split('\n') : []) {
    // A kill may tear the last line of a run; the next run's first follows on it.
    const parsed = jsonOf(line)
    for (const reading of parsed?.emitted ?? []) emitted.set(reading.key, reading)
    for (const key of parsed?.spooled ?? []) spooled.add(key)
  }
  return { emitted, spooled }
}

function jsonOf(
  line: string,
): { emitted?: readonly Emitted[]; spooled?: readonly number[] } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
