import type { BackupProduct } from '../../../contract/catalogue/families/backup.ts'

export type RunResult = 'ok' | 'warning' | 'failed'

interface Meaning {
  readonly ok: readonly number[]
  /** A copy was made, with something to look at. All other codes, known or not, are failures. */
  readonly warning: readonly number[]
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const usual: Meaning = { ok: [0], warning: [] }
const meanings: Partial<Readonly<Record<BackupProduct, Meaning>>> = {
  // 3: the snapshot was made, some files could not be read.
  restic: { ok: [0], warning: [3] },
  // 100 to 127 with BORG_EXIT_CODES=modern.
  borg: { ok: [0], warning: [1, ...range(100, 127)] },
  // 24: files vanished meanwhile.
  rsync: { ok: [0], warning: [24] },
  // A bit mask: 1 copied, 2 extras, 4 mismatches, 8 some failed, 16 fatal.
  robocopy: { ok: range(0, 3), warning: range(4, 7) },
  // 9: nothing had to be moved.
  rclone: { ok: [0, 9], warning: [] },
  // 1: files changed while they were read.
  tar: { ok: [0], warning: [1] },
  // 1: nothing had changed.
  duplicati: { ok: [0, 1], warning: [2] },
}

export function judgeExit(product: BackupProduct, exitCode: number): RunResult {
  const { ok, warning } = meanings[product] ?? usual
  if (ok.includes(exitCode)) return 'ok'
  return warning.includes(exitCode) ? 'warning' : 'failed'
}
