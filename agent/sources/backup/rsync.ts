/**
 * An rsync log (`--log-file`) or its output with `--stats`. The closing "sent … bytes" line is
 * also written when it failed, so an error line decides. A file may be called anything: only the
 * beginning of a message counts.
 */
import { amountOf, type LoggedRun } from './log-text.ts'

const logged = /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(\d{1,10})\] )?(.*)$/
const fault = /^rsync (error|warning): .*\(code (\d{1,3})\)/
const sent = /^sent [\d.,]+[KMGT]? bytes {1,2}received /
const total = /^total size is ([\d.,]+)([KMGT])?\b/
const totalFiles = /^Number of files: ([\d.,]+)(?: \((?:[a-z]+: [\d.,]+, )*?reg: ([\d.,]+))?/
const lineMax = 1000
/** Some files vanished while they were copied: usual on a computer in use. */
const vanished = 24

export function decodeRsync(text: string): LoggedRun {
  let process: string | undefined
  let run: LoggedRun = { result: 'undecided' }
  for (const line of text.split(/\r?\n/)) {
    const [, id, message = ''] = logged.exec(line.slice(0, lineMax)) ?? []
    if (id !== undefined && id !== process) {
      process = id
      run = { result: 'undecided' }
    }
    run = take(run, message)
  }
  return run
}

function take(run: LoggedRun, message: string): LoggedRun {
  const failed = fault.exec(message)
  if (failed) {
    const exitCode = Number(failed[2])
    const result = exitCode === vanished ? 'warning' : 'failed'
    return { ...run, result, exitCode, detail: `exit ${exitCode}` }
  }
  if (sent.test(message)) return run.result === 'undecided' ? { ...run, result: 'ok' } : run
  const size = total.exec(message)
  if (size) return { ...run, bytes: amountOf(size[1] ?? '', size[2]) }
  const count = totalFiles.exec(message)
  return count ? { ...run, files: amountOf(count[2] ?? count[1] ?? '') } : run
}
