import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { SourceContext } from '../source.ts'

type Read = (context: SourceContext) => Promise<readonly Reading[]>

/** For what only a program can tell: it is asked so often and not with every sample. */
export function seldom(everyMs: number, read: Read): Read {
  let dueMs = -Infinity
  return async (context) => {
    const nowMs = context.clock.monotonic()
    if (nowMs < dueMs) return []
    dueMs = nowMs + everyMs
    return await read(context)
  }
}
