/** The command line; a bundle of its own, which the service never loads. */
import { Command } from 'commander'
import { agentCommands } from './commands.ts'

/** Rejects with Commander's error, which it has told already, or with what a command throws. */
export async function runCommand(words: readonly string[]): Promise<void> {
  const program = agentCommands(new Command('mlinzi agent'), {
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
    exit: (code) => (process.exitCode = code),
  })
  await program.parseAsync(words, { from: 'user' })
}
