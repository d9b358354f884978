/** Compares each new inventory's programs with those before, keeps and tells what changed. */
import { softwareChange } from '../../contract/catalogue/families/software-change.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type {
  InstalledProgram,
  SoftwareChange,
  SoftwareList,
  SoftwareRepository,
} from '../state/software.ts'
import { compareSoftware } from './software-diff.ts'

export interface SoftwareDeskParts {
  readonly software: SoftwareRepository
  readonly clock: Clock
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}

const itemsMax = 1000
const nameMax = 80
const wordMax = 60
const namedMax = 5
const textMax = 400

export class SoftwareDesk {
  readonly #parts: SoftwareDeskParts

  constructor(parts: SoftwareDeskParts) {
    this.#parts = parts
  }

  /** An inventory as an agent sent it; one without programs changes nothing. */
  async received(hostId: string, inventory: Readonly<Record<string, unknown>>): Promise<void> {
    const { software, clock, add } = this.#parts
    const next = softwareOf(inventory)
    if (!next) return
    const nowMs = clock.now()
    const changes = await software.replace(hostId, next, nowMs, compareSoftware)
    if (changes.length > 0) add(hostId, readingOf(changes, nowMs), nowMs)
  }
}

function readingOf(changes: readonly SoftwareChange[], nowMs: number): Reading {
  const count = (kind: SoftwareChange['kind']): number =>
    changes.filter((one) => one.kind === kind).length
  return reading(
    softwareChange,
    {},
    {
      changes: sentence(changes, nowMs),
      installed: count('installed'),
      removed: count('removed'),
      updated: count('updated'),
    },
  )
}

/** An event is told once by its text, so the time makes it one of its own. */
function sentence(changes: readonly SoftwareChange[], nowMs: number): string {
  const signs = { installed: '+', removed: '−', updated: '↑' } as const
  const named = changes
    .slice(0, namedMax)
    .map(({ kind, name, after }) => `${signs[kind]} ${name}${after === '' ? '' : ` ${after}`}`)
  const more = changes.length > namedMax ? ` (+${changes.length - namedMax})` : ''
  const time = new Date(nowMs).toISOString().slice(0, 16)
  return `${named.join('; ').slice(0, textMax)}${more} · ${time}Z`
}

/** Undefined: the agent told none, or something else than a list. */
function softwareOf(inventory: Readonly<Record<string, unknown>>): SoftwareList | undefined {
  const told = inventory['software']
  if (!Array.isArray(told)) return undefined
  const items = told.slice(0, itemsMax).flatMap((one: unknown) => itemOf(one) ?? [])
  const leftOut = inventory['softwareLeftOut']
  const more = typeof leftOut === 'number' && leftOut > 0 ? Math.trunc(leftOut) : 0
  return {
    items: items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    leftOut: more + Math.max(0, told.length - itemsMax),
  }
}

function itemOf(one: unknown): InstalledProgram | undefined {
  if (typeof one !== 'object' || one === null) return undefined
  const word = (key: string, max: number): string => {
    const value: unknown = Reflect.get(one, key)
    return typeof value === 'string'
      ? value
          .replace(/\p{Cc}+/gu, ' ')
          .trim()
          .slice(0, max)
      : ''
  }
  const name = word('name', nameMax)
  if (name === '') return undefined
  return { name, version: word('version', wordMax), publisher: word('publisher', wordMax) }
}
