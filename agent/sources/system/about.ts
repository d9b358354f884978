import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const systemAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/loadavg, uptime, sessions of systemd-logind',
    privilege: 'user',
    cost: 'measured: 40 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'uptime; Windows knows no load',
    privilege: 'user',
    cost: 'expected: under 10 µs',
    tried: 'Node 22 under Wine 8; never on a real Windows',
  },
  {
    platform: 'darwin',
    read: 'node:os: load and uptime',
    privilege: 'user',
    cost: 'expected: under 10 µs',
    tried: 'written-down answers; never on a real Mac',
  },
]
