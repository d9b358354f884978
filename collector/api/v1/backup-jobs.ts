/** Declared backup jobs: for roll-out scripts, and for what reports on them. */
import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import { jobScheduleFault } from '../backups/job-form.ts'
import { jobRows } from '../backups/job-views.ts'
import type { BackupJobRow } from '../backup-views.ts'
import type { ApiParts } from '../parts.ts'
import {
  backupJobSchema,
  createdBackupJobSchema,
  newBackupJobSchema,
  newRestoreTestSchema,
  waiverSchema,
} from './backup-schemas.ts'
import { callerOf, type Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import { findHost } from './hosts.ts'
import { jsonSchema } from './schemas.ts'
import { isoTimeOrNull, timeOf } from './times.ts'

type ById = { Params: { id: string } }
type NewJob = z.output<typeof newBackupJobSchema>

export function backupJobApi(app: FastifyInstance, parts: ApiParts): void {
  app.get(
    '/backup-jobs',
    {
      schema: {
        summary: 'Declared backup jobs, worst first',
        response: { 200: { type: 'array', items: jsonSchema(backupJobSchema) } },
      },
    },
    async (request) => (await jobRows(parts, callerOf(request, 'viewer'))).map(answerOf),
  )
  app.post<{ Body: NewJob }>(
    '/backup-jobs',
    {
      schema: {
        summary: 'Declare a backup job and make its heartbeat address',
        body: jsonSchema(newBackupJobSchema, 'input'),
        response: { 201: jsonSchema(createdBackupJobSchema) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const id = await declare(parts, caller, request.body)
      return reply.code(201).send({ id, path: await newPath(parts, caller, id) })
    },
  )
  app.post<ById>(
    '/backup-jobs/:id/url',
    {
      schema: {
        summary: 'Make a new heartbeat address; the one before ends',
        response: { 201: jsonSchema(createdBackupJobSchema) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { id } = (await findJob(parts, caller, request.params.id)).job
      return reply.code(201).send({ id, path: await newPath(parts, caller, id) })
    },
  )
  changes(app, parts)
}

/** Each answers with nothing. */
function changes(app: FastifyInstance, parts: ApiParts): void {
  const nothing = { 204: { type: 'null' } }
  app.delete<ById>(
    '/backup-jobs/:id',
    { schema: { summary: 'Remove a declared backup job', response: nothing } },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { job } = await findJob(parts, caller, request.params.id)
      await parts.backupJobs.remove(job.id)
      await note(parts, caller, 'backup_job.remove', job.name)
      return reply.code(204).send()
    },
  )
  app.post<ById & { Body: z.output<typeof waiverSchema> }>(
    '/backup-jobs/:id/waive',
    {
      schema: {
        summary: 'Say that a job is not needed, and why; null: it is again',
        body: jsonSchema(waiverSchema, 'input'),
        response: nothing,
      },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { job } = await findJob(parts, caller, request.params.id)
      await parts.backupJobs.waive(job.id, request.body.reason, caller.name)
      await note(parts, caller, 'backup_job.waive', job.name, request.body)
      return reply.code(204).send()
    },
  )
  app.post<ById & { Body: z.output<typeof newRestoreTestSchema> }>(
    '/backup-jobs/:id/restore-tests',
    {
      schema: {
        summary: 'Register a restore test',
        body: jsonSchema(newRestoreTestSchema, 'input'),
        response: nothing,
      },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'officer')
      const { job } = await findJob(parts, caller, request.params.id)
      const { at, ...test } = request.body
      const nowMs = parts.clock.now()
      const atMs = timeOf('at', at, nowMs)
      if (atMs > nowMs) throw new ApiError('bad_request', 'A test lies in the past.')
      await parts.backupJobs.addTest(job.id, { ...test, atMs })
      await note(parts, caller, 'backup_job.restore_test', job.name, request.body)
      return reply.code(204).send()
    },
  )
}

async function findJob(parts: ApiParts, caller: Caller, id: string): Promise<BackupJobRow> {
  const row = (await jobRows(parts, caller)).find(({ job }) => job.id === id)
  if (row === undefined) throw new ApiError('not_found', `There is no backup job "${id}".`)
  return row
}

async function declare(parts: ApiParts, caller: Caller, body: NewJob): Promise<string> {
  const host = await findHost(parts, caller, body.host)
  const { host: _, name, kind, agentJob, rotating, ...schedule } = body
  const fault = jobScheduleFault(schedule)
  if (fault !== undefined) throw new ApiError('bad_request', `The times: ${fault}.`)
  const declaration = { hostId: host.id, name, kind, agentJob, rotating, schedule }
  const made = await parts.backupJobs.declare(declaration)
  if (!made)
    throw new ApiError(
      'bad_request',
      `${host.name} has a job "${name}" already, or there are too many jobs.`,
    )
  await note(parts, caller, 'backup_job.declare', `${host.name}: ${name}`, declaration)
  return made.id
}

/** Of this collector: the caller knows how it reached it. */
async function newPath(parts: ApiParts, caller: Caller, id: string): Promise<string> {
  const secret = await parts.backupJobs.newUrl(id)
  await note(parts, caller, 'backup_job.url', id)
  return `/ping/${secret}`
}

async function note(
  { audit }: ApiParts,
  caller: Caller,
  action: string,
  subject: string,
  details?: object,
): Promise<void> {
  const text = details ? JSON.stringify(details) : ''
  await audit.add({ actor: caller.name, action, subject, details: text })
}

function answerOf(row: BackupJobRow): z.output<typeof backupJobSchema> {
  const { job, judgement } = row
  return {
    id: job.id,
    name: job.name,
    host: row.hostName,
    hostId: job.hostId,
    department: row.department,
    kind: job.kind,
    agentJob: job.agentJob,
    ...job.schedule,
    rotating: job.rotating,
    waived: job.waiver?.reason ?? null,
    state: judgement.state,
    why: judgement.why,
    lastSuccess: isoTimeOrNull(judgement.lastSuccessMs),
    lastAttempt: isoTimeOrNull(judgement.lastAttemptMs),
    nextDue: isoTimeOrNull(judgement.nextDueMs),
    missed: judgement.missed,
    failures: judgement.failures,
    overlapping: judgement.overlapping,
    sizeBytes: judgement.sizeBytes,
    sizePercent: judgement.sizePercent,
    durationSeconds: judgement.durationSeconds,
    exitCode: judgement.exitCode,
    restoreTested: isoTimeOrNull(job.restoreTestedMs),
    restoreOverdue: row.restoreOverdue,
    seenByAgent: row.seenByAgent,
  }
}
