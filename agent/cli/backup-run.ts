/**
 * `mlinzi agent backup-run [--name job] -- command…`: runs the command as if it were called
 * itself and leaves a report for the agent, which need not run, nor its collector be reached. The
 * backup comes first: that it cannot be reported is said and changes nothing about it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import os from 'node:os'
import { backupKinds } from '../../contract/catalogue/families/backup.ts'
import type { Clock } from '../../lib/clock.ts'
import { writeRunReport } from '../host/run-reports.ts'
import { encodeRun, jobNamePattern, type RunReport } from '../sources/backup/run-report.ts'
import { exitCodes } from '../exit-codes.ts'
import { backupCommand, programName, type RunCommand } from './backup-command.ts'
import type { CommandOutput } from './output.ts'

export interface BackupRun {
  /** Where the reports go. */
  readonly folder: string
  readonly name: string | undefined
  /** One of backupKinds. */
  readonly kind: string
  readonly command: readonly string[]
}

/** How a shell says that a command could not be started. */
const notExecutable = 126
const notFound = 127
const signalBase = 128
const outputTailBytes = 256 * 1024
const windows = process.platform === 'win32'
const forwarded: readonly NodeJS.Signals[] = windows
  ? ['SIGTERM', 'SIGHUP']
  : ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']
/** A terminal sends these to the command itself. */
const fromTerminal: readonly NodeJS.Signals[] = windows ? ['SIGINT'] : ['SIGINT', 'SIGQUIT']
/** Those that end this process too; others Node keeps for itself. */
const deadly: readonly string[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGKILL']

interface Ended {
  readonly exitCode: number
  readonly signal: NodeJS.Signals | undefined
  readonly output: Buffer
}

/** Gives the command's own exit code; ends this process by the signal that ended the command. */
export async function runBackup(
  run: BackupRun,
  clock: Clock,
  output: CommandOutput,
): Promise<number> {
  const [program, ...words] = run.command
  const name = run.name ?? programName(program ?? '')
  const kind = backupKinds.find((one) => one === run.kind)
  if (program === undefined || !kind || !jobNamePattern.test(name)) {
    output.printError(
      program === undefined
        ? 'Say what to run: mlinzi agent backup-run --name payroll -- restic backup /srv'
        : kind
          ? `"${name}" is no name for a job: letters, digits, spaces and . _ -, at most 64.`
          : `"${run.kind}" is no kind of copy: ${backupKinds.join(', ')}.`,
    )
    return exitCodes.usage
  }
  const told = backupCommand(program, words)
  const id = `${clock.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`
  const begun: RunReport = {
    job: name,
    product: told.product,
    kind,
    copies: told.copies,
    processId: process.pid,
    startedMs: clock.now(),
  }
  const report = (one: RunReport): Promise<boolean> => leave(run.folder, id, one, output)
  const announced = await report(begun)
  const startedMs = clock.monotonic()
  const { exitCode, signal, output: printed } = await runCommand(program, words, told, output)
  const durationMs = Math.round(clock.monotonic() - startedMs)
  const ended = { exitCode, durationMs, ...told.amounts(printed) }
  const kept = await report({ ...begun, ended })
  if (kept && !announced) output.printError('mlinzi: its end could be reported.')
  if (signal && deadly.includes(signal)) process.kill(process.pid, signal)
  return exitCode
}

async function leave(
  folder: string,
  id: string,
  report: RunReport,
  output: CommandOutput,
): Promise<boolean> {
  try {
    await writeRunReport(folder, id, encodeRun(report))
    return true
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    output.printError(
      `mlinzi: this run cannot be reported: ${why}\n` +
        `The administrator has to allow ${os.userInfo().username} to write into ${folder}, or MLINZI_HOME names the wrong folder.`,
    )
    return false
  }
}

async function runCommand(
  program: string,
  words: readonly string[],
  told: RunCommand,
  output: CommandOutput,
): Promise<Ended> {
  // Somebody who watches keeps the program's own progress lines; only a pipe is read along.
  const along = told.tells && !process.stdout.isTTY
  // The command runs before spawn returns: a signal that comes by then is already for it.
  const forwarding = forwardSignals()
  try {
    const child = spawn(program, words, {
      stdio: ['inherit', along ? 'pipe' : 'inherit', 'inherit'],
      windowsHide: true,
    })
    forwarding.to(child)
    const tail = along ? passOn(child) : () => Buffer.alloc(0)
    return await ending(child, tail)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    output.printError(`mlinzi: ${program} cannot be started: ${String(code ?? error)}`)
    const exitCode = code === 'ENOENT' ? notFound : notExecutable
    return { exitCode, signal: undefined, output: Buffer.alloc(0) }
  } finally {
    forwarding.stop()
  }
}

function ending(child: ChildProcess, tail: () => Buffer): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const number = signal ? signalBase + os.constants.signals[signal] : signalBase
      resolve({ exitCode: code ?? number, signal: signal ?? undefined, output: tail() })
    })
  })
}

/** Passes the output on as it comes, at the reader's pace; gives the end of what went by. */
function passOn(child: ChildProcess): () => Buffer {
  const { stdout } = child
  let kept: Buffer[] = []
  let bytes = 0
  stdout?.on('data', (chunk: Buffer) => {
    kept.push(chunk)
    bytes += chunk.length
    if (bytes < 2 * outputTailBytes) return
    kept = [Buffer.concat(kept).subarray(-outputTailBytes)]
    bytes = outputTailBytes
  })
  stdout?.pipe(process.stdout, { end: false })
  // Whoever read us is gone: so it is for the command, as without us.
  process.stdout.on('error', () => stdout?.destroy())
  return () => Buffer.concat(kept)
}

interface Forwarding {
  readonly to: (child: ChildProcess) => void
  readonly stop: () => void
}
/** Node calls a listener only between turns, so none runs between `forwardSignals` and `to`. */
function forwardSignals(): Forwarding {
  let child: ChildProcess | undefined
  const listeners = [...forwarded, ...fromTerminal].map((signal) => {
    const shared = fromTerminal.includes(signal) && process.stdin.isTTY
    const listener = (): void => {
      if (!shared) child?.kill(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return {
    to: (started) => {
      child = started
    },
    stop: () => {
      for (const stop of listeners) stop()
    },
  }
}
