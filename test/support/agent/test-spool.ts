import path from 'node:path'
import { spoolFiles } from '../../../agent/host/spool-files.ts'
import type { SpoolOptions } from '../../../agent/spool/spool-options.ts'
import { openSpool, type Spool } from '../../../agent/spool/spool.ts'
import { VirtualClock } from '../virtual-clock.ts'

export const silentLog = { debug() {}, info() {}, warn() {}, error() {} }

/** A spool in the folder, with what the test does not care about filled in. */
export function testSpool(folder: string, options: Partial<SpoolOptions> = {}): Spool {
  return openSpool({
    path: path.join(folder, 'spool.db'),
    clock: new VirtualClock(),
    bootId: 'boot-1',
    files: spoolFiles,
    log: silentLog,
    ...options,
  })
}
