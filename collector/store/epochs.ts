/**
 * Received intervals per (agent, epoch). The log tells what each commit settled, so the table is
 * only brought up to date now and then (`flush`), before log entries are deleted.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { bytesOf, numberOf } from './file.ts'
import { ReceivedSet } from './received-set.ts'

export interface Epoch {
  readonly id: number
  readonly set: ReceivedSet
  /** What the running transaction settles; becomes part of `set` after COMMIT. */
  fresh: ReceivedSet | undefined
  updatedMs: number
  dirty: boolean
}

export class Epochs {
  readonly #byHandle = new Map<number, Epoch>()
  readonly #byId = new Map<number, Epoch>()
  readonly #dirty = new Set<Epoch>()
  readonly #find: StatementSync
  readonly #load: StatementSync
  readonly #insert: StatementSync
  readonly #update: StatementSync

  constructor(database: DatabaseSync) {
    this.#find = database.prepare('SELECT id FROM epoch WHERE agent=? AND epoch=?')
    this.#load = database.prepare('SELECT updated_ms, intervals FROM epoch WHERE id=?')
    this.#insert = database.prepare(
      'INSERT INTO epoch(agent, epoch, updated_ms, intervals) VALUES(?,?,?,?)',
    )
    this.#update = database.prepare('UPDATE epoch SET updated_ms=?, intervals=? WHERE id=?')
  }
  /** Inside a transaction: makes the epoch known under the main thread's handle. */
  bind(handle: number, agentId: string, epoch: string, nowMs: number): void {
    let id = numberOf(this.#find.get(agentId, epoch), 'id')
    if (id === 0) {
      const none = new ReceivedSet().toBytes()
      id = Number(this.#insert.run(agentId, epoch, nowMs, none).lastInsertRowid)
    }
    this.#byHandle.set(handle, this.ofId(id))
  }
  ofHandle(handle: number): Epoch | undefined {
    return this.#byHandle.get(handle)
  }
  ofName(agentId: string, epoch: string): Epoch | undefined {
    const id = numberOf(this.#find.get(agentId, epoch), 'id')
    return id === 0 ? undefined : this.ofId(id)
  }
  ofId(id: number): Epoch {
    const known = this.#byId.get(id)
    if (known !== undefined) return known
    const row = this.#load.get(id)
    const bytes = bytesOf(row, 'intervals')
    const set = bytes ? ReceivedSet.fromBytes(bytes) : new ReceivedSet()
    const updatedMs = numberOf(row, 'updated_ms')
    const epoch: Epoch = { id, set, fresh: undefined, updatedMs, dirty: false }
    this.#byId.set(id, epoch)
    return epoch
  }
  /** After COMMIT. */
  accept(epoch: Epoch, nowMs: number): void {
    for (const [first, last] of epoch.fresh?.intervals() ?? []) epoch.set.addInterval(first, last)
    epoch.fresh = undefined
    this.touch(epoch, nowMs)
  }
  /** After ROLLBACK: epochs bound in the transaction are unknown again. */
  unbind(handle: number): void {
    const epoch = this.#byHandle.get(handle)
    this.#byHandle.delete(handle)
    if (epoch && !epoch.dirty) this.#byId.delete(epoch.id)
  }
  touch(epoch: Epoch, nowMs: number): void {
    epoch.updatedMs = nowMs
    if (epoch.dirty) return
    epoch.dirty = true
    this.#dirty.add(epoch)
  }
  /** Inside a transaction: writes at most so many; true when none are left. `saved` after COMMIT. */
  flush(countMax: number): { readonly done: boolean; readonly saved: () => void } {
    const written: Epoch[] = []
    for (const epoch of this.#dirty) {
      if (written.length === countMax) break
      this.#update.run(epoch.updatedMs, epoch.set.toBytes(), epoch.id)
      written.push(epoch)
    }
    return {
      done: written.length === this.#dirty.size,
      saved: () => {
        for (const epoch of written) {
          epoch.dirty = false
          this.#dirty.delete(epoch)
        }
      },
    }
  }
  /** The main thread forgets all handles; so do we, and the memory of what is on disk goes. */
  forgetHandles(): void {
    this.#byHandle.clear()
    for (const [id, epoch] of this.#byId) if (!epoch.dirty) this.#byId.delete(id)
  }
  /** In memory, and perhaps about to be written: must not be deleted from the table. */
  isInUse(id: number): boolean {
    return this.#byId.has(id)
  }
  get gapsClosed(): number {
    let sum = 0
    for (const { set } of this.#byId.values()) sum += set.gapsClosed
    return sum
  }
}
