/** What a running agent tells `mlinzi agent status`; the spool itself belongs to one process. */
import * as z from 'zod/mini'
import type { PrivateFiles } from '../lib/private-folder.ts'

const text = z.string().check(z.maxLength(1024))
const schema = z.object({
  processId: z.int(),
  version: text,
  startedMs: z.number(),
  writtenMs: z.number(),
  /** False: it was stopped in order. */
  running: z.boolean(),
  connected: z.boolean(),
  hostName: z.nullable(text),
  sampleSeconds: z.number(),
  backlogRows: z.number(),
  spoolBytes: z.number(),
  droppedRows: z.number(),
  spoolFault: z.nullable(text),
  /** Processor time since its start, without that of programs that it ran. */
  cpuSeconds: z.optional(z.number()),
  sources: z
    .array(
      z.object({
        name: text,
        state: text,
        reason: z.nullable(text),
        /** Of the last reading; a file of an older version has none. */
        tookMs: z.optional(z.number()),
      }),
    )
    .check(z.maxLength(512)),
  /** What each section of the Windows query took when it was last read, the dearest first. */
  windowsQuery: z.optional(
    z.array(z.object({ section: text, milliseconds: z.number() })).check(z.maxLength(256)),
  ),
})
export type AgentState = z.output<typeof schema>

const file = 'state.json'

export async function writeState(files: PrivateFiles, state: AgentState): Promise<void> {
  await files.write(file, JSON.stringify(state))
}

/** Undefined when no agent has run here, or when what is there cannot be read. */
export async function readState(files: PrivateFiles): Promise<AgentState | undefined> {
  const bytes = await files.read(file)
  if (bytes === undefined) return undefined
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return undefined
  }
}
