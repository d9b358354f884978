import type { Program } from './program.ts'

export const accessPrograms = [
  {
    path: '/usr/bin/pwpolicy',
    gives: 'rules for passwords (macOS)',
    arguments: [['-getaccountpolicies']],
  },
  {
    path: '/usr/bin/dscl',
    gives: 'members of the administrators (macOS)',
    arguments: [['.', '-read', '/Groups/admin', 'GroupMembership']],
  },
] as const satisfies readonly Program[]
