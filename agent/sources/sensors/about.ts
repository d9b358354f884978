import type { About } from '../source.ts'

/** How it is read on each system, for docs/FACTS.md. */
export const sensorsAbout: readonly About[] = [
  {
    platform: 'linux',
    read: '/sys/class/hwmon, /sys/class/thermal',
    privilege: 'user',
    cost: 'measured: 10 µs a sensor',
    tried: 'recordings',
  },
  {
    platform: 'win32',
    read: 'section thermal of the Windows query (thermal zones of the firmware); no fans',
    privilege: 'user',
    cost: 'expected: its share of one PowerShell of about 1 s each 5 min',
    tried: 'written-down answers; never on a real Windows',
  },
]
