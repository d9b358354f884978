/** What a check remembers over a restart of the agent: few bytes, never content and no secret. */

export interface KeptNote {
  read(): string | undefined
  /** Undefined: forget it. */
  write(text: string | undefined): void
}

export interface KeptNotes {
  noteOf(checkId: string): KeptNote
  /** Those of all other checks are forgotten. */
  only(checkIds: ReadonlySet<string>): void
}

/** For as long as the process lives. */
export function memoryNotes(onChange: () => void = () => undefined): KeptNotes & {
  readonly all: Map<string, string>
} {
  const all = new Map<string, string>()
  return {
    all,
    noteOf: (id) => ({
      read: () => all.get(id),
      write: (text) => {
        if (all.get(id) === text) return
        if (text === undefined) all.delete(id)
        else if (text.length <= noteBytesMax) all.set(id, text)
        onChange()
      },
    }),
    only: (ids) => {
      const gone = [...all.keys()].filter((id) => !ids.has(id))
      for (const id of gone) all.delete(id)
      if (gone.length > 0) onChange()
    },
  }
}

/** With 2,000 checks still under what a private file may hold. */
const noteBytesMax = 4096
