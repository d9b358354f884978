/**
 * Node 22 calls its SQLite experimental at every start, in the middle of what an officer reads or a
 * program parses. All other warnings are told as before.
 */
export function hideExperimentalWarnings(): void {
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return
    process.stderr.write(`${warning.stack ?? String(warning)}\n`)
  })
}
