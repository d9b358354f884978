import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const diskioAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/diskstats',
    privilege: 'user',
    cost: 'measured: 20 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'section diskio of the Windows query (raw performance counters)',
    privilege: 'user',
    cost: 'expected: its share of one PowerShell of about 1 s each 5 min',
    tried: 'written-down answers; never on a real Windows',
  },
]
