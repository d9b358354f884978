import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const cpuAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/stat',
    privilege: 'user',
    cost: 'measured: 20 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'node:os',
    privilege: 'user',
    cost: 'measured: 60 µs',
    tried: 'Node 22 under Wine 8; never on a real Windows',
  },
  {
    platform: 'darwin',
    read: 'node:os',
    privilege: 'user',
    cost: 'expected: 60 µs',
    tried: 'written-down answers; never on a real Mac',
  },
]
