/** What a command line under `backup-run` is, by its program's name and first words. */
import path from 'node:path'
import type { BackupProduct } from '../../contract/catalogue/families/backup.ts'
import { decodeDuplicity } from '../sources/backup/duplicity.ts'
import { amountIn, isObject, parseJson } from '../sources/backup/json.ts'
import { logText } from '../sources/backup/log-text.ts'
import { decodeRobocopy } from '../sources/backup/robocopy.ts'
import { decodeRsync } from '../sources/backup/rsync.ts'

export interface Amounts {
  readonly bytes: number | null
  readonly files: number | null
}
interface Known {
  readonly product: BackupProduct
  /** First words that make a copy; none: every run does. */
  readonly copying?: readonly string[]
  /** What the copy holds, from the end of the output. */
  readonly amounts?: (output: string) => Amounts
}

const fromLog = (run: {
  readonly bytes?: number | undefined
  readonly files?: number | undefined
}) => ({
  bytes: run.bytes ?? null,
  files: run.files ?? null,
})
const known: Readonly<Record<string, Known>> = {
  restic: { product: 'restic', copying: ['backup', 'copy'], amounts: resticAmounts },
  borg: { product: 'borg', copying: ['create'], amounts: borgAmounts },
  kopia: { product: 'kopia', copying: ['snapshot', 'snap'] },
  rsync: { product: 'rsync', amounts: (output) => fromLog(decodeRsync(output)) },
  robocopy: { product: 'robocopy', amounts: (output) => fromLog(decodeRobocopy(output)) },
  rclone: { product: 'rclone', copying: ['copy', 'sync', 'move', 'copyto', 'moveto', 'bisync'] },
  duplicity: { product: 'duplicity', amounts: (output) => fromLog(decodeDuplicity(output)) },
  rsnapshot: { product: 'rsnapshot' },
  tar: { product: 'tar' },
  bsdtar: { product: 'tar' },
  'duplicati-cli': { product: 'duplicati', copying: ['backup'] },
  'duplicati.commandline': { product: 'duplicati', copying: ['backup'] },
}
const notCopying: Partial<Record<BackupProduct, RegExp>> = {
  duplicity:
    /^(?:verify|restore|list-current-files|collection-status|cleanup|remove-.*|replicate)$/,
  tar: /^(?:-?[a-zA-Z]*[tx][a-zA-Z]*|--(?:list|extract|get|diff|compare))$/,
}

export interface RunCommand {
  readonly product: BackupProduct
  readonly copies: boolean
  /** Whether its output has to be read along for the amounts. */
  readonly tells: boolean
  readonly amounts: (output: Buffer) => Amounts
}

export function backupCommand(program: string, words: readonly string[]): RunCommand {
  const name = programName(program)
  const found = Object.hasOwn(known, name) ? known[name] : undefined
  const product = found?.product ?? 'command'
  const amounts = found?.amounts
  return {
    product,
    copies: makesCopy(found, words),
    tells: amounts !== undefined,
    amounts: (output) => amounts?.(logText(output)) ?? { bytes: null, files: null },
  }
}

/** "robocopy" of C:\Windows\System32\Robocopy.exe */
export function programName(program: string): string {
  return path.win32
    .basename(program)
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|com|sh)$/, '')
}

/** Whichever word comes first of those that would decide: options may take words of their own. */
function makesCopy(found: Known | undefined, words: readonly string[]): boolean {
  if (!found) return true
  if (found.copying) return words.some((word) => found.copying?.includes(word))
  const others = notCopying[found.product]
  return others === undefined || !others.test(words[0] ?? '')
}

/** The last object of `restic backup --json`. */
function resticAmounts(output: string): Amounts {
  const summary = output
    .split('\n')
    .slice(-20)
    .map(parseJson)
    .filter(isObject)
    .findLast((line) => line['message_type'] === 'summary')
  return {
    bytes: (summary && amountIn(summary, 'total_bytes_processed')) ?? null,
    files: (summary && amountIn(summary, 'total_files_processed')) ?? null,
  }
}

/** `borg create --json` prints one object and nothing else. */
function borgAmounts(output: string): Amounts {
  const whole = parseJson(output)
  const archive = isObject(whole) && isObject(whole['archive']) ? whole['archive'] : {}
  const stats = isObject(archive['stats']) ? archive['stats'] : {}
  return {
    bytes: amountIn(stats, 'original_size') ?? null,
    files: amountIn(stats, 'nfiles') ?? null,
  }
}
