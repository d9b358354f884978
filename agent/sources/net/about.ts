import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const netAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/net/dev, /sys/class/net',
    privilege: 'user',
    cost: 'measured: 30 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'sections net and adapters of the Windows query (MSFT_NetAdapter and its statistics)',
    privilege: 'user',
    cost: 'expected: its share of one PowerShell of about 1 s each 5 min',
    tried: 'written-down answers; never on a real Windows',
  },
]
