/** The agent's entry. Its bundle is CommonJS, so nothing is awaited at the top. */
import { exitCodes } from './exit-codes.ts'
import { homeFolder } from './home.ts'
import { runAgent } from './run.ts'
import { preferSmallMemory } from './small-memory.ts'

void main(process.argv.slice(2)).catch(end)

async function main(words: readonly string[]): Promise<void> {
  // The service never loads the command line: it costs memory that would stay.
  if (words.length === 1 && words[0] === 'run') {
    preferSmallMemory()
    process.exitCode = await runAgent(homeFolder())
    return
  }
  const [{ Command }, { agentCommands }] = await Promise.all([
    import('commander'),
    import('./cli/commands.ts'),
  ])
  const program = agentCommands(new Command('mlinzi agent'), {
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
    exit: (code) => (process.exitCode = code),
  })
  await program.parseAsync(words, { from: 'user' })
}

/** Commander has said already what was wrong with the words; all else is told here. */
function end(error: unknown): void {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('commander.'))
    return
  const text = error instanceof Error ? (isConfig(error) ? error.message : error.stack) : error
  process.stderr.write(`${String(text)}\n`)
  process.exit(exitCodes.failed)
}

function isConfig(error: Error): boolean {
  return error.name === 'ConfigError'
}
