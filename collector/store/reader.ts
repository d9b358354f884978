/** The reading thread: its own connection, so that long reports never stop the ingest. */
import type { Transferable } from 'node:worker_threads'
import { CommitReader } from './commits.ts'
import { openForReading } from './file.ts'
import type { CommitLine, RangeAnswer, RangeRequest } from './messages.ts'
import { answerRange } from './range.ts'
import { SeriesReader } from './series-reader.ts'
import type { Handlers } from './thread.ts'

export type ReaderMethods = {
  range: [RangeRequest, RangeAnswer]
  commits: [
    { readonly number: number; readonly limit: number },
    { readonly commits: readonly CommitLine[]; readonly damaged: number },
  ]
  close: [undefined, undefined]
}

export function readerHandlers(path: string): Handlers<ReaderMethods> {
  const database = openForReading(path)
  const series = new SeriesReader(database)
  const commits = new CommitReader(database)
  return {
    range: (request) => {
      const value = answerRange(database, series, request)
      return { value, transfer: value.series.flatMap(({ points }) => bufferOf(points)) }
    },
    commits: ({ number, limit }) => {
      const value = commits.after(number, limit)
      const frames = value.commits.flatMap((commit) => commit.frames)
      return { value, transfer: frames.flatMap(({ data }) => bufferOf(data)) }
    },
    close: () => {
      database.close()
      return { value: undefined }
    },
  }
}
function bufferOf({ buffer }: Float64Array): Transferable[] {
  return buffer instanceof ArrayBuffer ? [buffer] : []
}
