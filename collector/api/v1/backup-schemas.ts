/** Shapes of the backup jobs in /api/v1. */
import * as z from 'zod'
import { backupKinds } from '../../../contract/catalogue/families/backup.ts'
import {
  backupJobStates,
  missedReasons,
  type BackupJobState,
  type MissedReason,
} from '../../../contract/catalogue/families/backup-job.ts'
import { restoreResults } from '../../state/backup-job.ts'
import { jobLimits } from '../backups/job-limits.ts'

const timeOrNull = z.iso.datetime().describe('UTC, ISO 8601').nullable()

function wordsOf<Word extends string>(states: Readonly<Record<Word, number>>): [Word, ...Word[]] {
  const words: Word[] = []
  for (const word in states) words.push(word)
  const [first, ...rest] = words
  if (first === undefined) throw new Error('A set of states has no words')
  return [first, ...rest]
}

const schedule = {
  everySeconds: z
    .int()
    .min(jobLimits.everySecondsMin)
    .max(jobLimits.everySecondsMax)
    .nullable()
    .default(null)
    .describe('Either this or cron'),
  cron: z.string().max(jobLimits.cronCharactersMax).nullable().default(null),
  zone: z
    .string()
    .max(jobLimits.zoneCharactersMax)
    .nullable()
    .default(null)
    .describe('IANA zone of the pattern; null: the office’s'),
  workingDays: z.boolean().default(false).describe('Free days and holidays do not count'),
  graceSeconds: z
    .int()
    .min(jobLimits.graceSecondsMin)
    .max(jobLimits.graceSecondsMax)
    .default(6 * 3600),
  longestRunSeconds: z
    .int()
    .min(jobLimits.longestSecondsMin)
    .max(jobLimits.longestSecondsMax)
    .default(12 * 3600),
}

export const newBackupJobSchema = z.object({
  host: z.string().describe('Id or name'),
  name: z.string().trim().min(1).max(jobLimits.nameCharactersMax),
  kind: z.enum(backupKinds).default('data'),
  agentJob: z
    .string()
    .max(jobLimits.agentJobCharactersMax)
    .nullable()
    .default(null)
    .describe('The job as the computer names it, such as run:payroll; null: by its name'),
  rotating: z.boolean().default(false).describe('Its disk is taken out on purpose'),
  ...schedule,
})
export const createdBackupJobSchema = z.object({
  id: z.string(),
  path: z.string().describe('Heartbeat address on this collector, shown this once'),
})
export const waiverSchema = z.object({
  reason: z.string().trim().min(1).max(jobLimits.reasonCharactersMax).nullable(),
})
export const newRestoreTestSchema = z.object({
  at: z.string().max(40).optional().describe('ISO 8601 or ms since 1970; default: now'),
  result: z.enum(restoreResults),
  who: z.string().trim().min(1).max(80),
  note: z.string().max(300).default(''),
})
export const backupJobSchema = z.object({
  id: z.string(),
  name: z.string(),
  host: z.string().describe('Name'),
  hostId: z.string(),
  department: z.string().nullable(),
  kind: z.enum(backupKinds),
  agentJob: z.string().nullable(),
  everySeconds: z.int().nullable(),
  cron: z.string().nullable(),
  zone: z.string().nullable(),
  workingDays: z.boolean(),
  graceSeconds: z.int(),
  longestRunSeconds: z.int(),
  rotating: z.boolean(),
  waived: z.string().nullable().describe('Why it is not needed'),
  state: z.enum(wordsOf<BackupJobState>(backupJobStates)),
  why: z.enum(wordsOf<MissedReason>(missedReasons)).describe('Why a copy was missed'),
  lastSuccess: timeOrNull,
  lastAttempt: timeOrNull,
  nextDue: timeOrNull,
  missed: z.int(),
  failures: z.int().describe('Failed attempts since the newest good copy'),
  overlapping: z.boolean(),
  sizeBytes: z.number().nullable(),
  sizePercent: z.number().nullable().describe('Against the median of the copies before'),
  durationSeconds: z.number().nullable(),
  exitCode: z.int().nullable(),
  restoreTested: timeOrNull,
  restoreOverdue: z.boolean(),
  seenByAgent: z.boolean().describe('The computer itself tells of this job too'),
})
