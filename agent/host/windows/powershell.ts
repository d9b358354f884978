/** One run of the script, and what becomes of the ways in which it can fail. */
import { readFile } from 'node:fs/promises'
import type { Clock } from '../../../lib/clock.ts'
import { NotPresent, Unknown } from '../host.ts'
import { HungProgram, runProgram, TooMuchOutput } from '../run.ts'
import { parseAnswer, type WindowsAnswer } from './answer.ts'
import type { WindowsError, WindowsFacts, WindowsTier } from './facts.ts'
import { hashOfScript, sectionNames } from './script.ts'

const outputBytesMax = 4 * 1024 * 1024
const scriptBytesMax = 1024 * 1024
const timeoutMs: Readonly<Record<WindowsTier, number>> = {
  fast: 45_000,
  slow: 90_000,
  daily: 300_000,
}
/** WBEM_S_TIMEDOUT and E_FAIL: for what the script itself could no longer say. */
const timedOut = '0x00040004'
const failed = '0x80004005'

export interface PowerShell {
  /** Absolute path of powershell.exe. */
  readonly program: string
  readonly script: string
  /** SHA-256 that the script must have; undefined: there is none in this build. */
  readonly scriptHash: string | undefined
  readonly clock: Clock
}

export interface TierRun {
  readonly facts: WindowsFacts
  /** The section that did not end; it should be left out for a while. */
  readonly hung: string | undefined
}

/**
 * Runs one tier. What was told before a provider hung or the output broke off is kept, the rest is
 * in `errors`. Rejects with Unknown when nothing was told at all.
 */
export async function runTier(
  shell: PowerShell,
  tier: WindowsTier,
  skip: readonly string[],
  signal: AbortSignal,
): Promise<TierRun> {
  const names = sectionNames(await verifiedScript(shell))
  const printed = await start(shell, tier, skip, signal)
  const { cut } = printed
  const answer = parseAnswer(printed.stdout)
  if (!answer) throw nothingTold(printed)
  const facts = { ...answer, observedAtMs: shell.clock.now() }
  if (answer.done) return { facts: withSkipped(facts, skip), hung: undefined }
  const told = withSkipped(withUntold(facts, names, cut), skip)
  return { facts: told, hung: answer.unfinished }
}

async function verifiedScript({ script, scriptHash }: PowerShell): Promise<string> {
  if (scriptHash === undefined) {
    throw new Unknown('not_installed', 'This run has no PowerShell script: it was not built')
  }
  const text = await readFile(script, 'utf8').catch((error: unknown) => {
    throw new Unknown('not_installed', `${script} cannot be read: ${messageOf(error)}`)
  })
  if (text.length > scriptBytesMax || hashOfScript(text) !== scriptHash) {
    throw new Unknown('restricted', `${script} is not the one that this agent was built with`)
  }
  return text
}

/** Never -Command or -EncodedCommand: those look like an attack, and rightly. */
export function tierWords(
  script: string,
  tier: WindowsTier,
  skip: readonly string[],
): readonly string[] {
  const fixed = ['-NoProfile', '-NonInteractive', '-NoLogo', '-ExecutionPolicy', 'Bypass', '-File']
  const left = skip.length > 0 ? ['-Skip', skip.join(',')] : []
  return [...fixed, script, '-Tier', tier, ...left]
}

type Cut = 'time' | 'too much' | 'end'
interface Printed {
  readonly stdout: string
  readonly stderr: string
  readonly cut: Cut
}

async function start(
  { program, script, clock }: PowerShell,
  tier: WindowsTier,
  skip: readonly string[],
  signal: AbortSignal,
): Promise<Printed> {
  const options = { timeoutMs: timeoutMs[tier], outputBytesMax }
  try {
    const words = tierWords(script, tier, skip)
    const { stdout, stderr } = await runProgram(program, words, options, clock, signal)
    return { stdout, stderr, cut: 'end' }
  } catch (error) {
    if (signal.aborted) throw error
    if (error instanceof HungProgram) return { stdout: error.stdout, stderr: '', cut: 'time' }
    if (error instanceof TooMuchOutput) return { stdout: error.stdout, stderr: '', cut: 'too much' }
    if (error instanceof NotPresent) throw new Unknown('not_installed', error.message)
    // AppLocker and the like refuse the start itself; Node knows no better word than "unknown".
    throw new Unknown('restricted', `PowerShell could not be started: ${messageOf(error)}`)
  }
}

/** Why there is not even the first line. Ids and links in PowerShell's complaint are untranslated. */
function nothingTold({ stdout, stderr, cut }: Printed): Unknown {
  const printed = stdout.trim() !== '' || stderr.trim() !== ''
  if (cut === 'time') return new Unknown('timed_out', 'PowerShell did not answer in time')
  if (!printed) return new Unknown('not_installed', 'powershell.exe is here but does nothing')
  if (/LinkID=135170|FullyQualifiedErrorId\s*:\s*UnauthorizedAccess/.test(stderr)) {
    return new Unknown('restricted', 'A policy of this computer forbids the agent’s script')
  }
  const why = stderr.replace(/\s+/g, ' ').trim().slice(0, 200)
  return new Unknown(
    'bad_output',
    `PowerShell printed nothing that can be understood${why && `: ${why}`}`,
  )
}

/** A section that was not reached is not one that does not apply. */
function withUntold(
  facts: WindowsFacts & WindowsAnswer,
  names: ReadonlySet<string>,
  cut: Cut,
): WindowsFacts & WindowsAnswer {
  const errors: Record<string, WindowsError> = { ...facts.errors }
  for (const name of names) {
    if (Object.hasOwn(facts.sections, name) || Object.hasOwn(errors, name)) continue
    const message = name === facts.unfinished ? 'it did not end' : 'the query ended before it'
    errors[name] = { hr: cut === 'time' ? timedOut : failed, message }
  }
  return { ...facts, errors }
}

function withSkipped(
  { observedAtMs, whoami, sections, errors, durations }: WindowsFacts,
  skip: readonly string[],
): WindowsFacts {
  const left = skip.map((name) => [name, { hr: timedOut, message: 'it hung the last time' }])
  return {
    observedAtMs,
    whoami,
    sections,
    errors: { ...errors, ...Object.fromEntries(left) },
    durations,
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
