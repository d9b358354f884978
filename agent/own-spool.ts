import type { AgentOptions } from './agent-options.ts'
import { bootId } from './boot.ts'
import { openSpool, type Spool } from './spool/spool.ts'

const megabyte = 1_000_000

/** This computer's spool within its own limits. @throws SpoolLocked: another agent runs here. */
export function ownSpool(options: AgentOptions): Spool {
  const { clock, host, log, spoolFiles, spoolPath, config } = options
  return openSpool({
    path: spoolPath,
    clock,
    bootId: bootId(host, clock),
    files: spoolFiles,
    log,
    bytesMax: config.spool.megabytesMax * megabyte,
    ageMaxDays: config.spool.daysMax,
    freeBytesMin: config.spool.diskFreeMegabytesMin * megabyte,
  })
}
