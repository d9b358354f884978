import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const swapAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/meminfo, /proc/vmstat',
    privilege: 'user',
    cost: 'measured: 40 µs',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'section pageFile of the Windows query (Win32_PageFileUsage)',
    privilege: 'user',
    cost: 'expected: its share of one PowerShell of about 1 s each 5 min',
    tried: 'written-down answers; never on a real Windows',
  },
  {
    platform: 'darwin',
    read: 'sysctl vm.swapusage and vm_stat, every 5 min',
    privilege: 'user',
    cost: 'expected: 10 ms',
    tried: 'written-down answers; never on a real Mac',
  },
]
