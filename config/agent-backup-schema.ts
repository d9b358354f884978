import * as z from 'zod'
import { backupDefaults as defaults } from './agent-backup.ts'

const jobsMax = 32
const alias = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u, 'a name is letters, digits, spaces and . _ -')
/** Absolute, and without a way up out of its folder. */
const path = z
  .string()
  .max(1024)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'write the whole path: /backup or D:\\backup')
  .refine((value) => !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(value), '".." is not allowed here')
const repository = z
  .string()
  .max(1024)
  .regex(/^[A-Za-z0-9/\\][^\0\r\n]*$/, 'a repository is a whole path or an address')
const declared = {
  kind: z
    .enum(['data', 'system', 'sync', 'snapshot'])
    .default('data')
    .describe('What the copies are worth; a mirror that copies deletions is "sync", no backup.'),
  target: alias.optional().describe('The disk that it goes to, by its alias in "targets".'),
}
const passwordFile = path.describe('File with the password, readable by the administrator alone.')
const list = <T extends z.ZodType>(item: T) => z.array(item).max(jobsMax).default([])

export const backupSchema = z
  .strictObject({
    needed: z
      .boolean()
      .default(defaults.needed)
      .describe('False: this computer holds nothing worth a backup.'),
    roots: z
      .array(path)
      .max(jobsMax)
      .default([...defaults.roots])
      .describe('Folders under which watched folders may lie.'),
    restic: list(
      z.strictObject({
        name: alias,
        repository,
        passwordFile,
        host: z
          .string()
          .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/)
          .optional()
          .describe('Host name in the snapshots; without it this computer’s own.'),
        paths: z.array(path).max(64).default([]).describe('Folders that a good copy must hold.'),
        ...declared,
      }),
    ).describe('restic repositories to list.'),
    borg: list(
      z.strictObject({
        name: alias,
        repository,
        passwordFile,
        prefix: z.string().max(200).default('').describe('Only archives whose name begins so.'),
        ...declared,
      }),
    ).describe('borg repositories to list.'),
    kopia: list(
      z.strictObject({ name: alias, configFile: path, passwordFile, ...declared }),
    ).describe('kopia repositories to list.'),
    timers: list(
      z.strictObject({
        name: alias,
        unit: z
          .string()
          .regex(/^[A-Za-z0-9_][A-Za-z0-9@:._\\-]{0,240}\.(?:service|timer)$/)
          .describe('The unit that runs: payroll-backup.service.'),
        ...declared,
      }),
    ).describe('systemd units that make backups.'),
    logs: list(
      z.strictObject({
        product: z.enum(['robocopy', 'rsync', 'rclone', 'duplicity']),
        alias,
        path,
        ...declared,
      }),
    ).describe('Logs of copying programs.'),
    watch: list(
      z.strictObject({
        alias,
        path,
        match: z.string().min(1).max(255).default('*').describe('Names that count, as in *.bak.'),
        minBytes: z.int().min(0).default(1).describe('A smaller file is no good copy.'),
        depth: z.int().min(0).max(16).default(0).describe('Folders below it that are looked into.'),
        time: z
          .enum(['modified', 'arrived'])
          .default('modified')
          .describe('"arrived" where copies keep the time of their originals.'),
        ...declared,
      }),
    ).describe('Folders in which copies or dumps arrive. Only the alias leaves this computer.'),
    targets: list(
      z.strictObject({
        alias,
        path: path.describe('Where the disk or share is mounted, or its drive: E:\\'),
        marker: z
          .string()
          .regex(/^[^\\/\0]{1,255}$/)
          .optional()
          .describe('A file on it that shows that it is the right disk.'),
        rotating: z.boolean().default(false).describe('Taken out on purpose; absence is normal.'),
      }),
    ).describe('Disks and shares that copies go to.'),
  })
  .prefault({})
  .describe('Backups. Programs under "mlinzi agent backup-run" need nothing here.')
