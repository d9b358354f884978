/**
 * Programs that make copies here and that nobody has told us how to ask: what they leave in the
 * administrator's folder shows that they are used. Their copies are unknown until the settings name
 * the repository or the command runs under `mlinzi agent backup-run`.
 */
import type { BackupProduct } from '../../../contract/catalogue/families/backup.ts'
import type { Job, JobReader } from './job.ts'

const traces: readonly { readonly product: BackupProduct; readonly paths: readonly string[] }[] = [
  { product: 'restic', paths: ['/root/.cache/restic'] },
  { product: 'borg', paths: ['/root/.config/borg/security'] },
  { product: 'kopia', paths: ['/root/.config/kopia/repository.config'] },
  {
    product: 'duplicati',
    paths: [
      '/root/.config/Duplicati/Duplicati-server.sqlite',
      '/var/lib/duplicati/Duplicati-server.sqlite',
      '/data/Duplicati-server.sqlite',
    ],
  },
  { product: 'duplicity', paths: ['/root/.cache/duplicity', '/root/.cache/deja-dup'] },
]

export const tracesReader: JobReader = {
  everyMs: 0,
  read: async ({ host }) => {
    if (host.platform === 'win32') return []
    const jobs: Job[] = []
    for (const { product, paths } of traces) {
      for (const path of paths) {
        // Not ours to see: then it is not ours to tell either.
        const found = await host.fileInfo(path).catch(() => undefined)
        if (!found) continue
        jobs.push(unconfigured(product))
        break
      }
    }
    return jobs
  },
}

/** Found in use, and not to be asked without the officer's help. */
export function unconfigured(product: BackupProduct): Job {
  return {
    job: product,
    product,
    kind: 'data',
    state: 'unknown',
    reason: 'not_configured',
    detail: 'use_backup_run',
  }
}
