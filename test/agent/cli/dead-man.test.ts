import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'

const main = path.resolve(import.meta.dirname, '../../../agent/main.ts')
const run = promisify(execFile)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-dead-man-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const test = (settings: string) => {
  const file = path.join(folder, 'agent.yaml')
  writeFileSync(file, settings)
  return run(process.execPath, [main, 'dead-man', '--config', file])
}

it('mlinzi agent dead-man sends a test to each telephone and says how it went', async () => {
  const { stdout } = await test(
    `deadMan:\n  phones: ["0712 345 678", "+255 765 000 111"]\n  sms: { preset: gammu, folder: ${folder} }\n`,
  )
  expect(stdout.match(/^good {3}/gm)).toHaveLength(2)
  const sent = readdirSync(folder).filter((name) => name.startsWith('OUT'))
  expect(sent.map((name) => name.split('_')[1])).toEqual(['+255712345678', '+255765000111'])
  expect(readFileSync(path.join(folder, sent[0] ?? ''), 'utf8')).toMatch(/^JARIBIO: .+ \(saa \d/)
})
it('says what is missing: no telephones, a folder that is not there', async () => {
  await expect(test('logLevel: info\n')).rejects.toMatchObject({ code: 2 })
  const absent = 'deadMan:\n  phones: ["0712 345 678"]\n  sms: { folder: /nonexistent/outbox }\n'
  await expect(test(absent)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('FAILED 0712 345 678: unreachable: ENOENT'),
  })
})
