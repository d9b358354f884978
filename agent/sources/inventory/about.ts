import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const inventoryAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/sys/class/dmi, /proc/cpuinfo, /sys/block, /var/lib/dpkg/status; dmidecode once a day for memory modules',
    privilege: 'administrator',
    cost: 'measured: some ms',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'daily tier of the Windows query; without PowerShell the registry by reg.exe',
    privilege: 'user',
    cost: 'expected: its share of the daily query',
    tried: 'reg.exe and Node 22 under Wine 8; written-down answers',
  },
  {
    platform: 'darwin',
    read: 'system_profiler and sw_vers, once a day',
    privilege: 'user',
    cost: 'expected: 1 s',
    tried: 'written-down answers; never on a real Mac',
  },
]
