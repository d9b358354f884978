/** Notes of checks in a file of the agent's home, written some seconds after the last change. */
import * as z from 'zod/mini'
import { memoryNotes, type KeptNotes } from './sources/network/kept.ts'
import type { NetworkParts } from './network-parts.ts'

export const notesFile = 'network.notes'
/** After a power cut the notes of so long may be missing. */
const saveMs = 5000
const fileBytesMax = 3 * 1024 * 1024
const schema = z.record(z.string(), z.string())

export interface NotesFile {
  readonly notes: KeptNotes
  load(): Promise<void>
  /** Writes what is not yet written. */
  stop(): Promise<void>
}

export function openNotes({
  files,
  clock,
  log,
}: Pick<NetworkParts, 'files' | 'clock' | 'log'>): NotesFile {
  let cancel: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()
  const notes = memoryNotes(() => {
    cancel ??= clock.after(saveMs, save)
  })
  const save = (): void => {
    cancel = undefined
    writing = writing
      .then(write)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'What the network checks remember could not be kept'),
      )
  }
  const write = async (): Promise<void> => {
    if (notes.all.size === 0) return files.remove(notesFile)
    const text = JSON.stringify(Object.fromEntries(notes.all))
    if (text.length > fileBytesMax) throw new RangeError(`More than ${fileBytesMax} bytes of notes`)
    await files.write(notesFile, text)
  }
  return {
    notes,
    load: async () => {
      try {
        const bytes = await files.read(notesFile)
        if (!bytes) return
        const stored: unknown = JSON.parse(bytes.toString('utf8'))
        for (const [id, text] of Object.entries(schema.parse(stored))) notes.all.set(id, text)
      } catch (error) {
        log.warn({ err: error }, 'What the network checks remembered is begun anew')
      }
    },
    stop: async () => {
      if (cancel) {
        cancel()
        save()
      }
      await writing
    },
  }
}
