/** The agent's entry. Its bundle is CommonJS, so nothing is awaited at the top. */
import { exitCodes } from './exit-codes.ts'
import { homeFolder } from './home.ts'
import { runAgent } from './run.ts'
import { preferSmallMemory } from './small-memory.ts'
import { hideExperimentalWarnings } from './warnings.ts'

hideExperimentalWarnings()
void main(process.argv.slice(2)).catch(end)

async function main(words: readonly string[]): Promise<void> {
  const service = serviceOptions(words)
  if (service) {
    preferSmallMemory()
    process.exitCode = await runAgent(homeFolder(), service.config)
    return
  }
  const { runCommand } = await import('./cli/main.ts')
  await runCommand(words)
}

/**
 * `run`, `run --config FILE`, `run --config=FILE`: read here, because the command line costs memory
 * that would stay. Undefined: all else, and what is wrong with it Commander says.
 */
function serviceOptions(words: readonly string[]): { readonly config?: string } | undefined {
  const [command, option, value, ...more] = words
  if (command !== 'run' || more.length > 0) return undefined
  if (option === undefined) return {}
  if (option === '--config' && value) return { config: value }
  const [, file] = /^--config=(.+)$/s.exec(option) ?? []
  return file !== undefined && value === undefined ? { config: file } : undefined
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
