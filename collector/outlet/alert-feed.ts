/**
 * Transitions of alerts on their way to the database: as they happen, or an hour of them again. An
 * open alert goes on under the new name when its computer is renamed or moved: the points under the
 * old one would be open for ever.
 */
import type { Clock } from '../../lib/clock.ts'
import type { Tier } from '../model/store.ts'
import type { OutletTransitions, ToldAlert, ToldTransition } from '../state/outlet-transitions.ts'
import { alertLine, alertPoint, alertTier } from './alert-lines.ts'
import { hourMs } from './hour-reader.ts'
import { linesOf } from './line-batch.ts'
import type { Sender } from './sender.ts'
import { noPlace, type HostTags, type SeriesLines } from './series-lines.ts'
import { keepsTexts, type OutletSettings } from './settings.ts'

export interface AlertFeedParts {
  readonly state: OutletTransitions
  readonly sender: Pick<Sender, 'send'>
  readonly lines: Pick<SeriesLines, 'hostTags'>
  /** The same object until something of it changes. Undefined: no such host. */
  readonly tagsOf: (hostId: string) => HostTags | undefined
  readonly siteName: (siteId: string) => string | undefined
  readonly settings: OutletSettings
  readonly clock: Pick<Clock, 'now'>
}
export interface NewTransitions {
  /** Of the newest of those that were sent. */
  readonly id: number
  /** There may be more. */
  readonly more: boolean
}
interface OpenAlert extends ToldAlert {
  point: string
  /** What the point was made of; undefined: it was made before the start. */
  names: HostTags | string | undefined
}

const transitionsMax = 500

export class AlertFeed {
  readonly #parts: AlertFeedParts
  /** Open in the database; undefined: not read yet. */
  #open: Map<string, OpenAlert> | undefined

  constructor(parts: AlertFeedParts) {
    this.#parts = parts
  }
  /** Where the transitions go. */
  get tier(): Tier {
    return alertTier(this.#parts.settings)
  }
  /** Sends what is above the id. Undefined: there is nothing, or it could not be sent. */
  async tell(id: number): Promise<NewTransitions | undefined> {
    const open = await this.#opened()
    if (!(await this.#rename(open))) return undefined
    const told = await this.#parts.state.transitionsAfter(id, transitionsMax)
    const last = told.at(-1)
    if (last === undefined) return undefined
    const points = new Map(told.map((one) => [one.alertId, this.#pointOf(one, open)]))
    if (!(await this.#send(told.map((one) => this.#line(one, points.get(one.alertId)))))) {
      return undefined
    }
    const newest = new Map(told.map((one) => [one.alertId, one]))
    const kept = new Map<string, string | undefined>()
    for (const [alertId, one] of newest) {
      const point = points.get(alertId) ?? ''
      kept.set(alertId, one.kind === 'cleared' ? undefined : point)
      if (one.kind === 'cleared') open.delete(alertId)
      else open.set(alertId, { ...one, point, names: this.#namesOf(one) })
    }
    await this.#parts.state.keepPoints(kept)
    return { id: last.id, more: told.length === transitionsMax }
  }
  async *within(hour: number): AsyncGenerator<readonly string[]> {
    const open = await this.#opened()
    const span = { fromMs: hour * hourMs, toMs: (hour + 1) * hourMs }
    for (let id: number | undefined = 0; id !== undefined;) {
      const told: readonly ToldTransition[] = await this.#parts.state.transitionsWithin(
        span,
        id,
        transitionsMax,
      )
      if (told.length > 0) yield told.map((one) => this.#line(one, this.#pointOf(one, open)))
      id = told.length === transitionsMax ? told.at(-1)?.id : undefined
    }
  }

  async #opened(): Promise<Map<string, OpenAlert>> {
    this.#open ??= new Map(
      (await this.#parts.state.openPoints()).map((one) => [
        one.alertId,
        { ...one, names: undefined },
      ]),
    )
    return this.#open
  }
  /** False: it could not be sent. */
  async #rename(open: Map<string, OpenAlert>): Promise<boolean> {
    const lines: string[] = []
    const renamed = new Map<string, string>()
    for (const one of open.values()) {
      const names = this.#namesOf(one)
      if (names === undefined || names === one.names) continue
      const point = this.#newPoint(one)
      if (point === one.point) one.names = names
      else {
        const told = { ...one, id: 0, atMs: this.#parts.clock.now(), kind: 'renamed' }
        lines.push(this.#line(told, one.point, false), this.#line(told, point, true))
        renamed.set(one.alertId, point)
      }
    }
    if (lines.length === 0) return true
    if (!(await this.#send(lines))) return false
    await this.#parts.state.keepPoints(renamed)
    for (const [alertId, point] of renamed) {
      const one = open.get(alertId)
      if (one) open.set(alertId, { ...one, point, names: this.#namesOf(one) })
    }
    return true
  }
  /** Undefined: what it is about is no more. */
  #namesOf({ hostId, siteId }: ToldAlert): HostTags | string | undefined {
    const { tagsOf, siteName } = this.#parts
    if (hostId !== null) return tagsOf(hostId)
    return siteId === null ? noPlace : siteName(siteId)
  }
  /** An alert of a computer that was deleted ends under the name that it had. */
  #pointOf(one: ToldAlert, open: ReadonlyMap<string, OpenAlert>): string {
    const known = open.get(one.alertId)
    return known && this.#namesOf(one) === undefined ? known.point : this.#newPoint(one)
  }
  #newPoint(one: ToldAlert): string {
    const { lines, siteName } = this.#parts
    const host = one.hostId === null ? undefined : lines.hostTags(one.hostId)
    const site = one.siteId === null ? noPlace : (siteName(one.siteId) ?? one.siteId)
    return alertPoint(one, host, site)
  }
  #line(one: ToldTransition, point = '', isOpen = one.kind !== 'cleared'): string {
    return alertLine(point, one, isOpen, keepsTexts(this.#parts.settings))
  }
  #send(lines: readonly string[]): Promise<boolean> {
    return this.#parts.sender.send(this.tier, linesOf(lines))
  }
}
