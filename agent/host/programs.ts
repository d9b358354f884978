/**
 * The only programs that the agent may ever start, by absolute path. All of them read and change
 * nothing. A test prints this list into docs/PROGRAMS.md.
 */
import { antivirusPrograms } from './programs/antivirus.ts'
import { accessPrograms } from './programs/access.ts'
import { backupPrograms } from './programs/backup.ts'
import { diskPrograms } from './programs/disks.ts'
import { encryptionPrograms } from './programs/encryption.ts'
import { firewallPrograms } from './programs/firewall.ts'
import { inventoryPrograms } from './programs/inventory.ts'
import { networkPrograms } from './programs/network.ts'
import { macPrograms } from './programs/macos.ts'
import type { Program, Word } from './programs/program.ts'
import { signalPrograms } from './programs/signals.ts'
import { updatePrograms } from './programs/updates.ts'
import { windowsPrograms } from './programs/windows.ts'

export const programs: readonly Program[] = [
  ...inventoryPrograms,
  ...backupPrograms,
  ...windowsPrograms,
  ...macPrograms,
  ...updatePrograms,
  ...accessPrograms,
  ...signalPrograms,
  ...diskPrograms,
  ...antivirusPrograms,
  ...firewallPrograms,
  ...encryptionPrograms,
  ...networkPrograms,
]

/** The entry of that path with exactly such arguments and no other environment, or undefined. */
export function allowed(
  path: string,
  args: readonly string[],
  environment: readonly string[] = [],
): Program | undefined {
  return programs.find(
    (program) =>
      program.path === path &&
      program.arguments.some((form) => isForm(form, args)) &&
      environment.every((name) => program.environment?.includes(name)),
  )
}

function isForm(form: readonly Word[], args: readonly string[]): boolean {
  const last = form.at(-1)
  const most = typeof last === 'object' ? (last.most ?? 1) : 1
  if (args.length < form.length || args.length >= form.length + most) return false
  return args.every((given, index) => isWord(form[index] ?? last ?? '', given))
}

function isWord(word: Word, given: string): boolean {
  if (typeof word === 'string') return word === given
  return word.shape.exec(given)?.[0] === given
}
