/**
 * Where readings wait until the collector holds them durably. One transaction per beat writes the
 * beat's rows and deletes what was acknowledged since; with synchronous=FULL a power cut loses at
 * most the beat that was being written. No trouble with the file stops the agent.
 */
import { randomBytes } from 'node:crypto'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Row } from '../../contract/wire/series.ts'
import type { Interval } from '../../lib/interval.ts'
import type { SeriesDictionary } from '../series-dictionary.ts'
import { writeBeat, type BeatWork } from './beat-writer.ts'
import type { Beat, BeatClock } from './beat.ts'
import type { BlockHead } from './block-table.ts'
import { bootCount } from './boot-count.ts'
import { noCounts, type SpoolCounters } from './counters.ts'
import { HistoryReader } from './history-reader.ts'
import { intervalsOf } from './interval-set.ts'
import type { EpochAccount, Ledger } from './ledger.ts'
import { LivedTime } from './lived-time.ts'
import { MemoryQueue } from './memory-queue.ts'
import { Numbering } from './numbering.ts'
import { openOrRenew, type OpenedSpool } from './opening.ts'
import { RecentBeats } from './recent-beats.ts'
import { bytesFloor, spoolDefaults, type SpoolOptions } from './spool-options.ts'
import type { StorageFault } from './storage-fault.ts'
import { StoreKeeper } from './store-keeper.ts'
import type { Store } from './store.ts'

export interface SpoolStats {
  readonly epoch: string
  /** Rows neither acknowledged nor given up. */
  readonly backlogRows: number
  /** Used bytes of the file; 0 without one. */
  readonly bytes: number
  /** Rows that are only in memory because the disk takes none. */
  readonly waitingRows: number
  readonly fault: StorageFault | undefined
  readonly counters: Readonly<SpoolCounters>
}

/** Throws SpoolLocked when another agent holds the file. */
export function openSpool(options: SpoolOptions): Spool {
  return new Spool(options, openOrRenew(options))
}

const dayMs = 86_400_000
/** Wall time moved against uptime by more than this: rows go under a new standing of the clocks. */
const offsetToleranceMs = 1000

export class Spool {
  readonly dictionary: SeriesDictionary
  /** The agent's own count of this machine's boots. */
  readonly boot: number
  readonly #options: Required<SpoolOptions>
  readonly #ledger: Ledger
  readonly #lived: LivedTime
  readonly #numbering: Numbering
  readonly #queue: MemoryQueue
  readonly #recent = new RecentBeats()
  readonly #counters: SpoolCounters
  readonly #keeper: StoreKeeper
  readonly #toMend = new Map<number, BlockHead>()
  #aside: { readonly epoch: string; readonly rows: readonly Row[] }[] = []
  /** Waiting beats tried in one transaction; fewer after the disk was too full for so many. */
  #beatsAtOnce = Infinity
  #account: EpochAccount
  #clock: BeatClock

  constructor(options: SpoolOptions, { store, ledger, dictionary, state, ...opened }: OpenedSpool) {
    this.#options = { ...spoolDefaults, ...options }
    this.#keeper = new StoreKeeper(options, store, opened.fault)
    this.#ledger = ledger
    this.dictionary = dictionary
    this.#counters = state ? { ...state.counters } : noCounts()
    if (opened.setAside) this.#noteSetAside()
    this.boot = bootCount(this.#options, state, opened.setAside)
    this.#lived = new LivedTime(options.clock, state)
    this.#numbering = new Numbering(dictionary, options.log)
    this.#queue = new MemoryQueue(this.#options.waitingRowsMax)
    this.#account = ledger.open(newEpoch())
    this.#clock = { boot: this.boot, offsetMs: this.#offsetMs(options.clock.now()) }
  }

  /** Random id under which this run numbers its rows; a new one after damage. */
  get epoch(): string {
    return this.#account.epoch
  }
  /** Numbers the readings and makes them durable; with none, only settles what was acknowledged. */
  append(readings: readonly Reading[], wallMs: number): Beat {
    const timeMs = Math.round(wallMs)
    const clock = this.#clockAt(timeMs)
    const beat = this.#numbering.number(readings, this.#account, timeMs, clock, this.#counters)
    this.#recent.add(beat)
    if (beat.rows.length > 0) {
      for (const over of this.#queue.push(beat)) this.#giveUp(over, 'rowsOverMemory')
    }
    this.#commit()
    return beat
  }
  /** The newest row of each series of this run that the collector does not hold. */
  newest(): readonly Beat[] {
    return this.#numbering.newest(
      (epoch, row) => this.#ledger.get(epoch)?.closed.has(row.seq) === false,
    )
  }
  /** For one session: what is unsent, newest first, and the deleted ranges to announce. */
  history(): HistoryReader {
    return new HistoryReader({
      ledger: this.#ledger,
      queued: () => this.#queue.beats(),
      read: (work) => this.#read(work),
      mend: (head) => this.#toMend.set(head.id, head),
    })
  }
  /** Durable at the collector: deleted with the next beat (I1). */
  settle(epoch: string, intervals: readonly Interval[]): void {
    this.#ledger.settle(epoch, intervals)
  }
  /** The collector refuses these again and again; they are kept apart and sent no more (I5). */
  setAside(epoch: string, rows: readonly Row[]): void {
    this.#aside.push({ epoch, rows })
    this.#giveUp({ epoch, rows }, 'rowsSetAside')
  }
  stats(): SpoolStats {
    return {
      epoch: this.epoch,
      backlogRows: this.#ledger.backlogRows,
      bytes: this.#read((store) => store.usedBytes()) ?? 0,
      waitingRows: this.#queue.rowCount,
      fault: this.#keeper.fault,
      counters: { ...this.#counters },
    }
  }
  /** Wall time of the oldest row that was not acknowledged; undefined: there is none. */
  oldestMs(): number | undefined {
    return this.#recent.oldestOpenMs(this.#ledger) ?? this.#oldestInFile()
  }
  close(): void {
    this.#commit()
    this.#keeper.close()
  }

  #oldestInFile(): number | undefined {
    if (this.#ledger.backlogRows === 0) return undefined
    const oldest = this.#read((store) => {
      const head = store.blocks.oldest()
      const account = head && this.#ledger.byId(head.epochId)
      const rows = head && account ? store.blocks.rows(head).rows : []
      return rows.find((row) => !account?.closed.has(row.seq))?.timeMs
    })
    return oldest ?? this.#queue.beats()[0]?.rows[0]?.timeMs
  }
  #clockAt(wallMs: number): BeatClock {
    const offsetMs = this.#offsetMs(wallMs)
    if (Math.abs(offsetMs - this.#clock.offsetMs) > offsetToleranceMs)
      this.#clock = { boot: this.boot, offsetMs }
    return this.#clock
  }
  #offsetMs(wallMs: number): number {
    return Math.round(wallMs - this.#options.clock.uptime())
  }
  #giveUp({ epoch, rows }: Pick<Beat, 'epoch' | 'rows'>, counter: keyof SpoolCounters): void {
    const account = this.#ledger.get(epoch)
    if (!account) return
    const intervals = intervalsOf(rows.map((row) => row.seq))
    this.#counters[counter] += this.#ledger.giveUp(account, intervals)
  }

  /** A transaction, and more while beats wait and go in; on damage a second try, in a new file. */
  #commit(): void {
    let fault = this.#writeSome()
    if (fault === 'corrupt') {
      this.#renew()
      fault = this.#writeSome()
    }
    while (fault === undefined && this.#queue.rowCount > 0) fault = this.#writeSome()
  }
  /** Answers what went wrong, no file being as a disk that is not there. */
  #writeSome(): StorageFault | undefined {
    const beats = this.#queue.beats().slice(0, this.#beatsAtOnce)
    const outcome = this.#keeper.use((store) => {
      store.transaction(() => writeBeat(store, this.#workOf(beats)))
      this.#written(store, beats.length)
    })
    if (!outcome) return 'unavailable'
    if ('done' in outcome) return undefined
    this.#beatsAtOnce = Math.max(1, Math.floor(beats.length / 2))
    return outcome.fault
  }
  #workOf(beats: readonly Beat[]): BeatWork {
    const { bootId, clock, bytesMax, ageMaxDays, freeBytesMin, files, path } = this.#options
    const spareBytes = files.freeBytes(path) - freeBytesMin
    return {
      ledger: this.#ledger,
      dictionary: this.dictionary,
      current: this.#account,
      beats,
      aside: this.#aside,
      toMend: this.#toMend.values(),
      room: {
        bytesMax: (used) => Math.min(bytesMax, Math.max(bytesFloor, used + spareBytes)),
        ageMaxMs: ageMaxDays * dayMs,
        livedMs: this.#lived.now(),
      },
      counters: this.#counters,
      state: { boot: this.boot, bootId, wallMs: Math.round(clock.now()) },
    }
  }
  #written(store: Store, beatCount: number): void {
    for (const account of this.#ledger.finished(this.#account)) this.#ledger.forget(account)
    this.#ledger.written()
    store.seriesSaved(this.dictionary.count)
    this.#queue.drop(beatCount)
    this.#aside = []
    this.#toMend.clear()
    this.#beatsAtOnce = Infinity
    this.#keeper.healthy()
    store.shrinkFile()
  }

  #read<T>(work: (store: Store) => T): T | undefined {
    const outcome = this.#keeper.use(work)
    if (!outcome || 'done' in outcome) return outcome?.done
    if (outcome.fault === 'corrupt') this.#renew()
    return undefined
  }
  /** The file is damaged: rows in it are given up, those in memory go on in a new file and epoch. */
  #renew(): void {
    const waiting = this.#queue.beats()
    for (const account of this.#ledger.accounts()) {
      const kept = waiting.filter((beat) => beat.epoch === account.epoch)
      const seqs = kept.flatMap((beat) => beat.rows.map((row) => row.seq))
      this.#counters.rowsDamaged += this.#ledger.giveUpRest(account, intervalsOf(seqs))
    }
    this.#keeper.replace(this.dictionary)
    this.#toMend.clear()
    this.#noteSetAside()
    this.#ledger.rewriteAll()
    this.#account = this.#ledger.open(newEpoch())
  }
  #noteSetAside(): void {
    this.#counters.filesSetAside++
    this.#options.log.error({ path: this.#options.path }, 'A damaged spool file was set aside')
  }
}

function newEpoch(): string {
  return randomBytes(16).toString('hex')
}
