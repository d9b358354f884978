/** Output of systemctl, whose words are not translated. */
import type { ServiceState } from './service-state.ts'

const linesMax = 1000

/** `unit load active sub description` a line; a failed one may be marked with a dot before it. */
export function parseFailedUnits(text: string): readonly string[] {
  return text
    .split('\n', linesMax)
    .flatMap((line) => {
      const [, unit] = /^(?:[\u25CF*]\s+)?(\S+\.\w+)\s+\S+\s+failed\b/.exec(line.trim()) ?? []
      return unit === undefined ? [] : [unit.slice(0, 100)]
    })
    .toSorted()
}

/** `Name=value` a line, of `systemctl show`. */
export function parseShownUnit(text: string): ServiceState {
  const words = new Map(
    text.split('\n', linesMax).map((line): [string, string] => {
      const equals = line.indexOf('=')
      return [line.slice(0, equals), line.slice(equals + 1).trim()]
    }),
  )
  if (words.get('LoadState') === 'not-found') return 'absent'
  switch (words.get('ActiveState')) {
    case 'active':
    case 'reloading':
    case 'activating':
      return 'running'
    case 'failed':
      return 'failed'
    case 'inactive':
    case 'deactivating':
      return /^(?:disabled|masked)/.test(words.get('UnitFileState') ?? '') ? 'disabled' : 'stopped'
    default:
      return 'unknown'
  }
}
