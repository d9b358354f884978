import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadBackupKey, makeRecoveryPhrase } from '../../../collector/state/backup-key.ts'
import { backUp, restore, restoredFile } from '../../../collector/state/backup.ts'
import {
  formatPhrase,
  newRecoveryPhrase,
  parsePhrase,
  phraseWords,
} from '../../../collector/state/recovery-phrase.ts'
import { openSecrets } from '../../../collector/state/secrets.ts'
import { PrivateFolder } from '../../../lib/private-folder.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { agentIn, enrolledAgent, openDoor, temporaryFolder, type Door } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'

const open = doors()

async function backedUp(door: Door) {
  const files = new PrivateFolder(door.home)
  const phrase = await makeRecoveryPhrase(files)
  const key = await loadBackupKey(files)
  if (key === undefined) throw new Error('The backup key was not kept')
  const folder = await temporaryFolder()
  const { home, state } = door
  const nowMs = systemClock.now()
  return { phrase, file: await backUp({ home, state, key, folder, nowMs, keep: 7 }), key, folder }
}

test('three agents reconnect to a collector restored on another machine, without a visit', async () => {
  const spare = await freePort()
  // The office's list names the machine of today and the one that may follow.
  const collectors = ['127.0.0.1:0', `127.0.0.1:${spare}`]
  const old = await openDoor({ collectors })
  const agents = [await enrolledAgent(old), await enrolledAgent(old), await enrolledAgent(old)]
  for (const agent of agents) await (await agent.connect()).close('stop')
  const { phrase, file } = await backedUp(old)
  await old.close()

  const home = path.join(await temporaryFolder(), 'new-home')
  await restore(file, phrase, home)
  expect(await readdir(home)).toContain(restoredFile)
  const moved = await open({ home, port: spare, collectors })
  expect(moved.authority.fingerprint).toBe(old.authority.fingerprint)
  for (const agent of agents) {
    const session = await agent.connect()
    expect(session.welcome.hostId).toBe(agent.hostId)
  }
  expect(moved.gateway.counts().agents).toBe(3)
  // From now on the new address is tried first.
  const kept = await new PrivateFolder(agents[0]?.folder ?? '').read('collectors.json')
  expect(JSON.parse(kept?.toString() ?? '')).toMatchObject({ lastGood: `127.0.0.1:${spare}` })
})

test('an agent whose list holds no way to the new address follows its own configuration', async () => {
  const old = await openDoor()
  const agent = await enrolledAgent(old)
  const { phrase, file } = await backedUp(old)
  await old.close()
  const home = await temporaryFolder()
  await restore(file, phrase, home)
  const moved = await open({ home })
  await expect(agent.connect()).rejects.toMatchObject({ name: 'ConnectFailed' })
  const configured = agentIn(agent.folder, [`127.0.0.1:${moved.port}`])
  await expect(configured.connect()).resolves.toBeDefined()
})

async function freePort(): Promise<number> {
  const door = await openDoor()
  await door.close()
  return door.port
}

test('secrets go with the backup, and a wrong phrase, a cut or a changed byte leaves all as it was', async () => {
  const door = await open()
  const sealed = (await openSecrets(new PrivateFolder(door.home))).seal('smtp password')
  const { phrase, file } = await backedUp(door)
  const home = await temporaryFolder()
  await expect(restore(file, newRecoveryPhrase(), home)).rejects.toMatchObject({
    name: 'WrongPhrase',
    message: expect.stringContaining('not the one of this backup'),
  })
  await expect(restore(file, 'one two three', home)).rejects.toMatchObject({ name: 'WrongPhrase' })
  const bytes = await readFile(file)
  const spoilt = path.join(await temporaryFolder(), 'spoilt')
  for (const at of [3, 30, 60, bytes.length >> 1, bytes.length - 1]) {
    const copy = Buffer.from(bytes)
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
    await writeFile(spoilt, copy)
    await expect(restore(spoilt, phrase, home)).rejects.toThrow()
  }
  await writeFile(spoilt, bytes.subarray(0, bytes.length - 5))
  await expect(restore(spoilt, phrase, home)).rejects.toMatchObject({ name: 'BackupDamaged' })
  await writeFile(spoilt, 'text')
  await expect(restore(spoilt, phrase, home)).rejects.toMatchObject({ name: 'BackupDamaged' })
  expect(await readdir(home)).toEqual([])

  await restore(file, phrase.toUpperCase().replaceAll(' ', ' - '), home)
  expect((await openSecrets(new PrivateFolder(home))).open(sealed)).toBe('smtp password')
  await expect(restore(file, phrase, home)).rejects.toMatchObject({ name: 'HomeInUse' })
})

test('nothing in the file can be read without the phrase', async () => {
  const door = await open()
  const { file } = await backedUp(door)
  const text = (await readFile(file)).toString('latin1')
  for (const clear of ['PRIVATE KEY', 'SQLite', 'ca.key', 'enrolment'])
    expect(text).not.toContain(clear)
})

test('two backups at once, one by hand beside the nightly one, are both whole', async () => {
  const door = await open()
  const { key, folder, phrase } = await backedUp(door)
  const { home, state } = door
  const request = { home, state, key, folder, nowMs: Date.UTC(2030, 0, 1), keep: 3 }
  const [file] = await Promise.all([backUp(request), backUp(request), backUp(request)])
  const target = await temporaryFolder()
  await restore(file, phrase, path.join(target, 'new'))
  expect((await readdir(home)).filter((name) => name.includes('copy'))).toEqual([])
  expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([])
})

test('the newest backups stay, the others go', async () => {
  const door = await open()
  const { key, folder } = await backedUp(door)
  const { home, state } = door
  for (let day = 1; day <= 4; day++)
    await backUp({ home, state, key, folder, nowMs: Date.UTC(2030, 0, day), keep: 3 })
  await copyFile(path.join(folder, 'mlinzi-2030-01-04.backup'), path.join(folder, 'letter.txt'))
  await backUp({ home, state, key, folder, nowMs: Date.UTC(2030, 0, 5), keep: 2 })
  expect((await readdir(folder)).sort()).toEqual([
    'letter.txt',
    'mlinzi-2030-01-04.backup',
    'mlinzi-2030-01-05.backup',
  ])
})

test('a secret under another key or damaged is asked for again', async () => {
  const one = await openSecrets(new PrivateFolder(await temporaryFolder()))
  const other = await openSecrets(new PrivateFolder(await temporaryFolder()))
  const sealed = one.seal('siri')
  expect(one.open(sealed)).toBe('siri')
  expect(one.open(one.seal(''))).toBe('')
  expect(other.open(sealed)).toBeUndefined()
  for (const wrong of ['', 's1', 's1..', `${sealed.slice(0, -4)}AAAA`, 'plain', `${sealed}x.y`])
    expect([undefined, 'siri']).toContain(one.open(wrong))
  expect(one.open(`${sealed.slice(0, -4)}AAAA`)).toBeUndefined()
})

test('a lost key file is made anew', async () => {
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, 'x'))
  const files = new PrivateFolder(path.join(folder, 'x'))
  await files.write('secrets.key', 'short')
  const secrets = await openSecrets(files)
  expect((await openSecrets(files)).open(secrets.seal('a'))).toBe('a')
})

test('a phrase gives its bytes back, however it is typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const phrase = formatPhrase(bytes)
      const parsed = parsePhrase(` ${phrase.toUpperCase()}\n`)
      expect(phrase.split(' ')).toHaveLength(phraseWords)
      expect(Buffer.from(parsed instanceof Uint8Array ? parsed : [])).toEqual(Buffer.from(bytes))
    }),
  )
})

test('most slips in a phrase are told before any file is opened', () => {
  let told = 0
  for (let turn = 0; turn < 400; turn++) {
    const words = newRecoveryPhrase().split(' ')
    const [one = '', other = ''] = words
    const slipped = [other, one, ...words.slice(2)].join(' ')
    if (one !== other && !(parsePhrase(slipped) instanceof Uint8Array)) told++
  }
  expect(told).toBeGreaterThan(340)
})
