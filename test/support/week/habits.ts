/** When the people of the council have their computers on. */
import { noise, seedOf } from '../../../scripts/swarm/random.ts'
import type { CouncilHost } from './people.ts'

/** How a computer's time ends; `silent`: no goodbye reaches the collector. */
export type Ending = 'shutdown' | 'sleep' | 'silent'
export interface OnTime {
  readonly fromMs: number
  readonly untilMs: number
  readonly ending: Ending
}

const minute = 60_000
const dayLength = 24 * 60 * minute

/**
 * Comes between 07:10 and 08:10, half of all sleep over lunch, most go between 15:20 and 16:10;
 * one in forty stays away that day, one in twelve ends without a word, one in nine stays late.
 * @param dayMs midnight of the day at the office.
 */
export function onTimes(host: CouncilHost, dayMs: number, seed: number): readonly OnTime[] {
  const chance = (subject: string): number =>
    noise(seedOf(`${host.name} ${subject} ${seed}`), Math.floor(dayMs / dayLength))
  const at = (hours: number, spreadMinutes: number, subject: string): number =>
    dayMs + hours * 60 * minute + Math.floor(chance(subject) * spreadMinutes) * minute
  if (host.role === 'server') {
    return [{ fromMs: dayMs, untilMs: dayMs + 24 * 60 * minute, ending: 'silent' }]
  }
  if (chance('away') < 1 / 40) return []
  const comes = at(7 + 1 / 6, 60, 'comes')
  const late = chance('late') < 1 / 9
  const goes = late ? at(16.5, 90, 'goes') : at(15 + 1 / 3, 50, 'goes')
  const ending: Ending = chance('ending') < 1 / 12 ? 'silent' : 'shutdown'
  if (chance('lunch') < 0.5) return [{ fromMs: comes, untilMs: goes, ending }]
  const lunch = at(12.5, 40, 'lunch time')
  const back = lunch + (35 + Math.floor(chance('back') * 40)) * minute
  const nap: Ending = chance('nap') < 0.15 ? 'silent' : 'sleep'
  return [
    { fromMs: comes, untilMs: lunch, ending: nap },
    { fromMs: back, untilMs: goes, ending },
  ]
}
