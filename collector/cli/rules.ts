/** `mlinzi rules`: tries rules on the past, by the collector that runs beside this command. */
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { RuleFile } from '../../config/rules-file.ts'
import type { Repositories } from '../repositories.ts'
import { homeFromEnvironment, loadRules } from './context.ts'

export interface RulesCommandParts {
  readonly withRepositories: (work: (repositories: Repositories) => Promise<void>) => Promise<void>
  /** Where the collector listens. */
  readonly port: () => Promise<number>
}
/** As /api/v1/rules/test answers. */
interface Trial {
  readonly hosts: number
  readonly rows: number
  readonly counts: readonly { rule: string; alerts: number; hosts: number }[]
  readonly alerts: readonly {
    rule: string
    severity: string
    host: string
    object: string
    openedAt: string
    clearedAt: string | null
    title: string
  }[]
}

export function rulesCommands(parts: RulesCommandParts): Command {
  const rules = new Command('rules').description('The rules by which alerts are told')
  rules
    .command('test')
    .description(
      'Tell what changed rules would have told of the last days; nothing is written, nobody is told',
    )
    .argument('[files...]', 'rule files that are not in force yet; none: the rules as they stand')
    .option('--days <days>', 'so many days back, 14 at most', daysOf, 7)
    .action(async (names: readonly string[], { days }: { days: number }) => {
      const files = await Promise.all(names.map(readRules))
      // A fault is told here, with its file and line, before anybody is asked.
      loadRules(homeFromEnvironment(), files)
      await parts.withRepositories(async ({ apiTokens }) => {
        const { id, secret } = await apiTokens.create('mlinzi rules test', 'officer')
        try {
          const port = await parts.port()
          print(await ask(port, secret, { days, files }), files.length > 0, days)
        } finally {
          await apiTokens.revoke(id)
        }
      })
    })
  return rules
}

function daysOf(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 14) return days
  throw new InvalidArgumentError('write a number of days from 1 to 14')
}

async function readRules(file: string): Promise<RuleFile> {
  try {
    return { file: path.basename(file), text: await readFile(file, 'utf8') }
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'fault'}`, {
      cause: error,
    })
  }
}

/** To this machine itself, with a token that is revoked right after: whose certificate it is, is no matter. */
function ask(port: number, token: string, body: object): Promise<Trial> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/v1/rules/test',
        method: 'POST',
        rejectUnauthorized: false,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString()
          if (response.statusCode === 200) resolve(JSON.parse(text) as Trial)
          else reject(new Error(`The collector refused: ${text.slice(0, 2000)}`))
        })
      },
    )
    call.on('error', (cause: Error) =>
      reject(
        new Error(`No collector answers on port ${port}: start it, it reads the stored values`, {
          cause,
        }),
      ),
    )
    call.end(JSON.stringify(body))
  })
}

function print(trial: Trial, changedOnly: boolean, days: number): void {
  const { hosts, rows, counts, alerts } = trial
  if (changedOnly && counts.length === 0) {
    console.log('These files change no rule.')
    return
  }
  console.log(`${rows} readings of ${hosts} computers, the last ${days} days:`)
  for (const { rule, alerts: count, hosts: on } of counts)
    if (count > 0 || changedOnly) console.log(`  ${rule}: ${count} alerts on ${on} computers`)
  if (counts.every(({ alerts: count }) => count === 0)) console.log('  no alert')
  for (const one of alerts)
    console.log(
      [one.openedAt, one.clearedAt ?? 'still open', one.severity, one.host, one.title].join('  '),
    )
}
