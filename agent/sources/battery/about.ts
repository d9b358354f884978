import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const batteryAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/sys/class/power_supply',
    privilege: 'user',
    cost: 'measured: 20 µs; the firmware may take longer',
    tried: 'recordings',
  },
  {
    platform: 'win32',
    read: 'sections battery and batteryPower of the Windows query (Win32_Battery, root/wmi)',
    privilege: 'user',
    cost: 'expected: its share of one PowerShell of about 1 s each 5 min',
    tried: 'written-down answers; never on a real Windows',
  },
  {
    platform: 'darwin',
    read: 'ioreg, every 5 min',
    privilege: 'user',
    cost: 'expected: 20 ms',
    tried: 'written-down answers; never on a real Mac',
  },
]
