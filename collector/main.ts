/** The collector's entry. A mistake of the person who started it is one sentence, no stack. */
import { ConfigError } from '../config/load.ts'
import { collectorCommands } from './cli/commands.ts'
import { CertificateUnfit } from './gateway/office-certificate.ts'

try {
  await collectorCommands().parseAsync()
} catch (error) {
  const explained = error instanceof ConfigError || error instanceof CertificateUnfit
  const known = explained || !(error instanceof Error) || !error.stack
  process.stderr.write(
    `${known ? String(error instanceof Error ? error.message : error) : error.stack}\n`,
  )
  process.exitCode = 1
}
