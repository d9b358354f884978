import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NotPresent } from '../../../agent/host/host.ts'
import { liveHost, type LiveHost } from '../../../agent/host/live.ts'
import { systemClock } from '../../../lib/system-clock.ts'

let folder: string
let host: LiveHost
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-host-'))
  host = liveHost(systemClock)
})
afterEach(() => {
  host.close()
  rmSync(folder, { recursive: true })
})
const file = (name: string): string => path.join(folder, name)

test.skipIf(process.platform !== 'linux')('a kernel file is new at each reading', async () => {
  const first = Number(host.readTextNow('/proc/uptime').split(' ')[0])
  for (let again = 0; again < 3; again++) host.readTextNow('/proc/uptime')
  await systemClock.sleep(20)
  expect(Number(host.readTextNow('/proc/uptime').split(' ')[0])).toBeGreaterThan(first)
})

test.skipIf(process.platform !== 'linux')('large kernel files are read whole', () => {
  const first = host.readTextNow('/proc/interrupts')
  expect(first.endsWith('\n')).toBe(true)
  expect(host.readTextNow('/proc/self/status')).toContain('VmRSS:')
})

test('what is not there is NotPresent, in each way of reading', async () => {
  expect(() => host.readTextNow(file('none'))).toThrow(NotPresent)
  await expect(host.readText(file('none'))).rejects.toThrow(NotPresent)
  expect(host.list(file('none'))).toEqual([])
  expect(host.linkTarget(file('none'))).toBeUndefined()
})

test('an ordinary file that is replaced is read anew', () => {
  for (const text of ['one', 'two', 'three', 'four']) {
    rmSync(file('a'), { force: true })
    writeFileSync(file('a'), text)
    expect(host.readTextNow(file('a'))).toBe(text)
  }
})

test('files over 1 MiB are refused', async () => {
  writeFileSync(file('big'), Buffer.alloc(1024 * 1024 + 1))
  await expect(host.readText(file('big'))).rejects.toThrow('larger than 1 MiB')
  expect(() => host.readTextNow(file('big'))).toThrow('larger than 1 MiB')
})

test('folders are listed sorted, links followed once', () => {
  writeFileSync(file('b'), '')
  writeFileSync(file('a'), '')
  symlinkSync('a', file('link'))
  expect(host.list(folder)).toEqual(['a', 'b', 'link'])
  expect(host.linkTarget(file('link'))).toBe('a')
})

test('space of a file system', async () => {
  const space = await host.statfs(folder, 5000)
  expect(space.blocks * space.blockSize).toBeGreaterThan(0)
  expect(host.hungCalls()).toBe(0)
})

test('a program that is not on the list is refused, and so are other words for one that is', async () => {
  await expect(host.run('/bin/sh', ['-c', 'true'])).rejects.toThrow('not on the list')
  await expect(host.run('/usr/sbin/dmidecode', ['--dump-bin', '/x'])).rejects.toThrow(
    'not on the list',
  )
})
