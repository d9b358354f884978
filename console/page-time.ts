/** Instants and lengths of time in words, in the office's zone. */
import type { ConsoleTexts } from '../config/locales/console-en.ts'
import { clockTime, letterDate, swahiliClock, zoneReader } from '../config/office-time.ts'

export interface PageTime {
  /** "12/11/2026, 10:42", in Swahili with the Swahili clock. */
  instant(ms: number): string
  /** "12/11/2026", of a moment that stands for a day. */
  day(ms: number): string
  /** "3 minutes ago". */
  ago(ms: number): string
  /** "3 minutes". */
  length(seconds: number): string
}

export function pageTime(t: ConsoleTexts, zone: string, nowMs: number): PageTime {
  const read = zoneReader(zone)
  const length = (seconds: number): string => {
    const [unit, count] = inUnits(seconds)
    return t.time[unit](count)
  }
  return {
    length,
    ago: (ms) => {
      const seconds = (nowMs - ms) / 1000
      return seconds < 45 ? t.time.now : t.time.ago(length(seconds), inUnits(seconds)[1])
    },
    day: (ms) => letterDate(read(ms)),
    instant: (ms) => {
      const local = read(ms)
      const clock = clockTime(local)
      const spoken = t.lang === 'sw' ? `${clock} (${swahiliClock(local)})` : clock
      return t.time.at(letterDate(local), spoken)
    },
  }
}

function inUnits(seconds: number): ['seconds' | 'minutes' | 'hours' | 'days' | 'years', number] {
  const whole = Math.abs(Math.round(seconds))
  if (whole < 90) return ['seconds', whole]
  if (whole < 90 * 60) return ['minutes', Math.round(whole / 60)]
  if (whole < 36 * 3600) return ['hours', Math.round(whole / 3600)]
  if (whole < 730 * 86_400) return ['days', Math.round(whole / 86_400)]
  return ['years', Math.round(whole / (365.25 * 86_400))]
}
