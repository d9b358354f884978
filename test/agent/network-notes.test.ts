/** What checks remember over a restart, in a real file. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { notesFile, openNotes } from '../../agent/network-notes.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { removeFolders, temporaryFolder } from '../support/door.ts'
import { rememberingLog } from '../support/remembering-log.ts'

afterAll(removeFolders)

async function open(folder: string) {
  const log = rememberingLog()
  const file = openNotes({ files: new PrivateFolder(folder), clock: systemClock, log })
  await file.load()
  return { ...file, log }
}

test('a note is there after a restart, one that was forgotten is not', async () => {
  const folder = await temporaryFolder()
  const first = await open(folder)
  first.notes.noteOf('a').write('moja')
  first.notes.noteOf('b').write('mbili')
  await first.stop()
  const second = await open(folder)
  expect(second.notes.noteOf('a').read()).toBe('moja')
  second.notes.only(new Set(['a']))
  await second.stop()
  const third = await open(folder)
  expect(third.notes.noteOf('b').read()).toBeUndefined()
  third.notes.noteOf('a').write(undefined)
  await third.stop()
  expect(() => readFileSync(path.join(folder, notesFile))).toThrow('ENOENT')
})

test('a damaged file is begun anew and said so, a note that is too long is not kept', async () => {
  const folder = await temporaryFolder()
  writeFileSync(path.join(folder, notesFile), '{"a": 1')
  const file = await open(folder)
  const { notes, log } = file
  expect(log.lines.map(({ sentence }) => sentence)).toEqual([
    'What the network checks remembered is begun anew',
  ])
  notes.noteOf('a').write('x'.repeat(5000))
  expect(notes.noteOf('a').read()).toBeUndefined()
  await file.stop()
})
