import type { Program } from './program.ts'

export const inventoryPrograms = [
  {
    path: '/usr/sbin/dmidecode',
    gives: 'memory modules (type, size, slot), for the inventory',
    arguments: [['-q', '-t', 'memory']],
  },
] as const satisfies readonly Program[]
