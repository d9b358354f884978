import type { Log } from '../lib/log.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'
import { writeState, type AgentState } from './state-file.ts'

/** Writes the state for a person who asks, one write after another. */
export class StateWriter {
  readonly #files: PrivateFiles
  readonly #log: Log
  #last: Promise<void> = Promise.resolve()

  constructor(files: PrivateFiles, log: Log) {
    this.#files = files
    this.#log = log
  }
  /** Never rejects: that it cannot be written is no reason to stop measuring. */
  write(state: () => AgentState): Promise<void> {
    this.#last = this.#last
      .then(() => writeState(this.#files, state()))
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'The state for `mlinzi agent status` could not be written'),
      )
    return this.#last
  }
}
