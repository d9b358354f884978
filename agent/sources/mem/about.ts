import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const memAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/meminfo',
    privilege: 'user',
    cost: 'measured: 20 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'node:os',
    privilege: 'user',
    cost: 'expected: under 10 µs',
    tried: 'Node 22 under Wine 8; never on a real Windows',
  },
  {
    platform: 'darwin',
    read: 'vm_stat, every 5 min',
    privilege: 'user',
    cost: 'expected: 5 ms',
    tried: 'written-down answers; never on a real Mac',
  },
]
