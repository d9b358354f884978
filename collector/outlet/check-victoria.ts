/**
 * VictoriaMetrics: no database to make, but two flags that it must have been started with. It lists
 * those that were set at /flags (tried with Debian's 1.79).
 */
import type { Ask, Finding } from './finding.ts'
import type { KeptDays } from './settings.ts'

const retentionDefault = '1 month'

export async function checkVictoria(kept: KeptDays, ask: Ask): Promise<readonly Finding[]> {
  const answer = await ask('GET', '/flags')
  // A cluster or a key in front of it does not show them: the command is told all the same.
  const flags = answer.status === 200 && 'text' in answer ? answer.text : ''
  const interval = flagOf(flags, 'dedup.minScrapeInterval')
  const isSingle = interval !== undefined && !/^0+(ms|s)?$/.test(interval)
  const found = flagOf(flags, 'retentionPeriod')
  // It has one resolution, which holds what the hourly series would: the longest is wanted.
  const wanted = kept.h1 === 0 ? '100y' : `${Math.max(kept.full, kept.m5, kept.h1)}d`
  return [
    isSingle
      ? { state: 'good', text: 'victoriaSingle', name: '' }
      : {
          state: 'different',
          text: 'victoriaDoubles',
          name: '',
          command: 'victoria-metrics -dedup.minScrapeInterval=1ms',
        },
    found === undefined
      ? {
          state: 'different',
          text: 'victoriaForgets',
          name: '',
          found: retentionDefault,
          command: `victoria-metrics -retentionPeriod=${wanted}`,
        }
      : { state: 'good', text: 'victoriaKeeps', name: '', found },
  ]
}

function flagOf(flags: string, name: string): string | undefined {
  const line = flags.split('\n').find((one) => one.startsWith(`-${name}=`))
  return line
    ?.slice(name.length + 2)
    .replaceAll('"', '')
    .trim()
}
