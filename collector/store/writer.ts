/**
 * The writing thread. It opens the file when first asked and again after the disk failed under it:
 * what is in memory is then made anew from the log.
 */
import type { Clock } from '../../lib/clock.ts'
import type { Interval } from '../../lib/interval.ts'
import { Appender } from './append.ts'
import { toMessage } from './errors.ts'
import { Maintenance } from './maintenance.ts'
import type {
  BatchAnswer,
  BatchMessage,
  OpenedMessage,
  OpenRowsAnswer,
  OpenRowsRequest,
  Registered,
  RegisterRequest,
  StatsAnswer,
  WorkerSettings,
} from './messages.ts'
import { replay } from './replay.ts'
import { flushEpochs } from './retention.ts'
import type { Handlers, LogLine, Reply } from './thread.ts'
import { WriterState } from './writer-state.ts'

export type WriterMethods = {
  open: [undefined, OpenedMessage]
  append: [BatchMessage, BatchAnswer]
  register: [RegisterRequest, readonly Registered[]]
  received: [{ readonly agentId: string; readonly epoch: string }, readonly Interval[]]
  openRows: [OpenRowsRequest, OpenRowsAnswer]
  release: [number, undefined]
  maintain: [number, undefined]
  dropOldest: [number, number | undefined]
  stats: [undefined, StatsAnswer]
  close: [undefined, undefined]
}
interface Opened {
  readonly state: WriterState
  readonly appender: Appender
  readonly maintenance: Maintenance
}
const openBytesMaxDefault = 384 * 1024 * 1024

export class Writer {
  readonly #settings: WorkerSettings
  readonly #clock: Clock
  readonly #say: (line: LogLine) => void
  #opened: Opened | undefined
  /** Where the main thread packs its batches. */
  #shared = new Float64Array(new SharedArrayBuffer(0))

  constructor(settings: WorkerSettings, clock: Clock, say: (line: LogLine) => void) {
    this.#settings = settings
    this.#clock = clock
    this.#say = say
  }
  readonly handlers: Handlers<WriterMethods> = {
    open: () => ({ value: this.#open().message }),
    append: (batch) => this.#append(batch),
    register: (request) => this.#register(request),
    received: ({ agentId, epoch }) => {
      const { epochs } = this.#current().state
      return { value: epochs.ofName(agentId, epoch)?.set.intervals() ?? [] }
    },
    openRows: (request) => this.#openRows(request),
    release: (number) => {
      const { state } = this.#current()
      state.released = Math.max(state.released, Math.min(number, state.lastCommit))
      return { value: undefined }
    },
    maintain: async (nowMs) => {
      await this.#current().maintenance.run(nowMs)
      return { value: undefined }
    },
    dropOldest: async (nowMs) => ({ value: await this.#current().maintenance.dropOldest(nowMs) }),
    stats: () => ({ value: this.#stats() }),
    close: () => this.#close(),
  }

  #open(): { readonly message: OpenedMessage; readonly opened: Opened } {
    const state = new WriterState(this.#settings, this.#clock, this.#say)
    try {
      const message = replay(state)
      const opened = {
        state,
        appender: new Appender(state),
        maintenance: new Maintenance(state),
      }
      this.#opened = opened
      return { message, opened }
    } catch (error) {
      state.database.close()
      throw error
    }
  }
  #current(): Opened {
    return this.#opened ?? this.#open().opened
  }
  #append(batch: BatchMessage): Reply<BatchAnswer> {
    const { appender, maintenance } = this.#current()
    const data = (this.#shared = batch.data ?? this.#shared)
    const value = this.#guarded(() => appender.append({ ...batch, data }))
    maintenance.relieve(this.#settings.openBytesMax ?? openBytesMaxDefault)
    return { value }
  }
  #register(request: RegisterRequest): Reply<readonly Registered[]> {
    const { state } = this.#current()
    const value = this.#guarded(() => state.transaction(() => state.series.register(request)))
    state.series.adopt(request, value)
    return { value }
  }
  /** After a failed write or fsync nobody knows what the disk holds: only opening anew tells. */
  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const { code, text } = toMessage(error, this.#settings.path)
      if (code === 'store_failed') {
        this.#say({ level: 'error', fields: { reason: text }, sentence: 'The series file failed' })
        this.#opened?.state.database.close()
        this.#opened = undefined
      }
      throw error
    }
  }
  #openRows({ series, fromHour, toHour }: OpenRowsRequest): Reply<OpenRowsAnswer> {
    const { open, lastCommit } = this.#current().state
    const hours = series
      .flatMap((id) => open.ofSeries(id, fromHour, toHour))
      .map((hour) => ({
        series: hour.series,
        hour: hour.hour,
        rows: open.rowsOf(hour),
        bytes: open.bytesOf(hour),
      }))
    return { value: { throughCommit: lastCommit, hours } }
  }
  #stats(): StatsAnswer {
    const { state } = this.#current()
    return {
      seriesCount: state.series.count,
      bytes: state.fileBytes(),
      lastCommit: state.lastCommit,
      rowsStored: state.rowsStored,
      rowsDuplicate: state.rowsDuplicate,
      openRows: state.open.rows,
      openBytes: state.open.bytes,
      blocksDamaged: state.blocksDamaged,
      gapsClosed: state.epochs.gapsClosed,
    }
  }
  async #close(): Promise<Reply<undefined>> {
    if (this.#opened === undefined) return { value: undefined }
    const { state, maintenance } = this.#opened
    this.#opened = undefined
    await maintenance.idle()
    await flushEpochs(state)
    state.database.close()
    return { value: undefined }
  }
}
