import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeZip } from '../../scripts/windows/zip-file.ts'
import { missing } from '../support/service.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entries = [
  { name: 'b/large.bin', bytes: Buffer.alloc(3_000_000, 'mlinzi') },
  { name: 'a.txt', bytes: Buffer.from('Habari\r\n') },
  { name: 'empty.txt', bytes: Buffer.alloc(0) },
]

describe('the zip for Windows', () => {
  it.skipIf(missing('unzip', 'unzip'))('is what another program reads', () => {
    const zip = path.join(folder, 'one.zip')
    writeFileSync(zip, writeZip(entries))
    execFileSync('unzip', ['-tq', zip])
    for (const { name, bytes } of entries) {
      const read = execFileSync('unzip', ['-p', zip, name], { maxBuffer: 10_000_000 })
      expect(read.equals(bytes), name).toBe(true)
    }
  })

  it('is the same bytes whatever the order of the files', () => {
    expect(writeZip(entries).equals(writeZip(entries.toReversed()))).toBe(true)
  })

  it.each(['../a', '/a', 'C:a', 'a\\b', 'ä', ''])('takes no file with the name %j', (name) => {
    expect(() => writeZip([{ name, bytes: Buffer.alloc(0) }])).toThrow('Not a name')
  })

  it('takes no two files that Windows would take for one', () => {
    const bytes = Buffer.alloc(0)
    const two = ['a.txt', 'A.TXT'].map((name) => ({ name, bytes }))
    expect(() => writeZip(two)).toThrow('Not a name')
  })
})
