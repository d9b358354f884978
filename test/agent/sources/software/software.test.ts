import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePageLog, parsePrintQueues } from '../../../../agent/sources/printing/queues.ts'
import { parseWindowsRemovable } from '../../../../agent/sources/removable/devices.ts'
import { parseLicences } from '../../../../agent/sources/software/licences.ts'
import { remoteTools, toolsAmong } from '../../../../agent/sources/software/remote-tools.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'

test('ordinary programs are not taken for remote access', () => {
  const names = ['vncserverless', 'meshlab', 'logrotate', 'parser', 'chromium', 'anacron']
  expect(toolsAmong(names.slice(1))).toEqual([])
})

test('the Windows query asks for every tool that has a service there', () => {
  const script = readFileSync(
    path.join(import.meta.dirname, '../../../../agent/host/windows/batch/80-software.ps1'),
    'utf8',
  )
  const asked = /-match '\^\(([^']+)\)'/.exec(script)?.[1]?.split('|') ?? []
  const known = asked.filter((name) => remoteTools.some(({ pattern }) => pattern.test(name)))
  expect(asked.length).toBeGreaterThan(15)
  expect(known.length).toBeGreaterThan(asked.length - 4)
})

test('what was printed never leaves: no user and no title is in the counts', () => {
  const line = 'HP asha 12 [22/Nov/2026:08:00:00 +0300] total 3 - localhost siri-ya-asha.pdf - -\n'
  expect(JSON.stringify(parsePageLog(line))).not.toMatch(/asha|siri/)
})

test('no decoder throws, whatever comes in', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (text, value) => {
      parsePageLog(text)
      parsePrintQueues(value)
      parseLicences(value)
      parseWindowsRemovable(value)
      toolsAmong([text])
    }),
  )
})
