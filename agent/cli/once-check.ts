/** `mlinzi agent once <kind> <target>`: makes one check from here, as a poller would, and prints it. */
import { settingsOf, targetWords, type CheckWordKind } from '../../config/check-words.ts'
import { checkDeclaration } from '../../config/network-schema.ts'
import { networkCheck, type NetworkCheck } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { exitCodes } from '../exit-codes.ts'
import { liveHost } from '../host/live.ts'
import { createEgress } from '../sources/network/egress.ts'
import { createGuard } from '../sources/network/guard.ts'
import { TaskBook } from '../sources/network/tasks.ts'
import type { CommandOutput } from './output.ts'
import { plainReading, readingsTable } from './readings-text.ts'

/** Whoever sits here may ask everywhere: an order's bounds are for what a collector asks for. */
const anywhere = {
  poller: true,
  subnets: ['0.0.0.0/0', '::/0'],
  internet: true,
  probesPerSecondMax: 50,
  secondsMin: 10,
}

/** Gives the exit code: 1 when the check was not good. */
export async function showCheck(
  kind: CheckWordKind,
  target: string | undefined,
  words: { readonly json?: true; readonly set?: readonly string[] },
  output: CommandOutput,
  clock: Clock = systemClock,
): Promise<number> {
  const check = checkOf(kind, target, words.set ?? [])
  if (typeof check === 'string') {
    output.printError(check)
    return exitCodes.usage
  }
  const host = liveHost(clock)
  const book = new TaskBook()
  const [task] = book.tasksOf({ devices: [], checks: [check] })
  if (!task) return exitCodes.failed
  const { signal } = new AbortController()
  const parts = { host, clock, guard: createGuard(anywhere, host), signal }
  try {
    const egress = await createEgress(host, clock).reachable(signal)
    const group = book.groupOf(task)
    const readings = group
      ? [...(await group.run([task], parts, egress)).values()].flat()
      : await task.run(parts, egress)
    const json = { readings: readings.map(plainReading) }
    output.print(words.json ? JSON.stringify(json, null, 2) : readingsTable(readings))
    const good = readings.every(({ fields }) => fields['result'] === 'success')
    return good ? exitCodes.ok : exitCodes.failed
  } finally {
    host.close()
  }
}

/** The check, or a sentence that says what is wrong with the words. */
function checkOf(
  kind: CheckWordKind,
  target: string | undefined,
  settings: readonly string[],
): NetworkCheck | string {
  if (!target) return `What is to be asked? mlinzi agent once ${kind} <target>`
  try {
    const given = {
      ...settingsOf(targetWords(kind, target), [...settings, ...passwordSettings(kind)]),
      name: target.slice(0, 120),
    }
    const { pollers: _, ...declared } = checkDeclaration.parse(given)
    return networkCheck.parse({ ...declared, id: 'once' })
  } catch (error) {
    return faultText(error)
  }
}

/** No words of a command line, where every user of the computer can read them. */
function passwordSettings(kind: CheckWordKind): readonly string[] {
  const password = process.env['MLINZI_MAIL_PASSWORD']
  if (kind !== 'mail' || password === undefined) return []
  return [`send.password=${password}`, `fetch.password=${password}`]
}

function faultText(error: unknown): string {
  const issues = error instanceof Error && 'issues' in error ? error.issues : undefined
  if (!Array.isArray(issues)) return error instanceof Error ? error.message : String(error)
  return issues
    .map(({ path, message }: { path: PropertyKey[]; message: string }) => {
      const where = path.map(String).join('.')
      return where === '' ? message : `${where}: ${message}`
    })
    .join('\n')
}
