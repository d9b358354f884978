import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unknown, type Host } from '../../../../agent/host/host.ts'
import { parseLogindSession } from '../../../../agent/sources/usage/logind.ts'
import { parseLoginRecords } from '../../../../agent/sources/usage/login-records.ts'
import { usageSource } from '../../../../agent/sources/usage/usage.ts'
import {
  countFailed,
  countLogons,
  parseSessions,
} from '../../../../agent/sources/usage/windows-usage.ts'
import { UsageConsent } from '../../../../agent/usage-consent.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'
import { scriptedMachine } from '../../../support/scripted-machine.ts'

const now = Date.UTC(2026, 10, 22, 9)
const hour = 3_600_000

function record(type: number, user: string, atMs: number): Buffer {
  const bytes = Buffer.alloc(384)
  bytes.writeInt16LE(type, 0)
  bytes.write(user, 44)
  bytes.writeUInt32LE(atMs / 1000, 340)
  return bytes
}

interface Machine {
  readonly sessions?: Readonly<Record<string, string>>
  readonly records?: Readonly<Record<string, Buffer | Error>>
}

/** A Linux computer with these sessions of logind and these files of records. */
function linux({ sessions, records = {} }: Machine): Host {
  const folder = '/run/systemd/sessions'
  const host = scriptedMachine({})
  return {
    ...host,
    list: () => Object.keys(sessions ?? {}),
    fileInfo: async (path) =>
      path.startsWith(folder) && sessions
        ? { kind: 'file', bytes: 1, modifiedMs: 0, changedMs: 0, mode: 0 }
        : undefined,
    readText: async (path) => sessions?.[path.slice(folder.length + 1)] ?? '',
    readBytes: async (path, bytesMax, from) => {
      const found = records[path]
      if (found instanceof Error) throw found
      return found ?? (await host.readBytes(path, bytesMax, from))
    },
  }
}

async function read(host: Host, allowed = () => true) {
  const clock = new VirtualClock(now)
  const source = usageSource(allowed)
  const readings = await source.start({ host, clock })({
    host,
    clock,
    signal: AbortSignal.any([]),
  })
  return readings[0]?.fields
}

const person = 'UID=1000\nUSER=amina\nACTIVE=1\nSTATE=active\nCLASS=user\n'
const greeter = 'UID=110\nUSER=gdm\nSTATE=active\nCLASS=greeter\n'
const refused = Object.assign(new Error('denied'), { code: 'EACCES' })

describe('on Linux', () => {
  test('sessions of people count, the login screen and what ends do not', async () => {
    const host = linux({
      sessions: { '1': greeter, '2': person, '3': person.replace('active', 'closing') },
      records: {
        '/var/log/wtmp': Buffer.concat([
          record(2, 'reboot', now - 2 * hour),
          record(7, 'amina', now - hour),
          record(7, 'amina', now - 30 * hour),
        ]),
        '/var/log/btmp': record(6, 'root', now - hour),
      },
    })
    expect(await read(host)).toEqual({
      in_use: true,
      sessions: 1,
      sessions_reason: 'none',
      logons: 1,
      logons_reason: 'none',
      failed_logons: 1,
      failed_reason: 'none',
      users: 'amina',
    })
  })

  test('what may not be read or is not kept is unknown with its reason, never zero', async () => {
    const host = linux({ sessions: {}, records: { '/var/log/btmp': refused } })
    expect(await read(host)).toMatchObject({
      in_use: false,
      sessions: 0,
      logons: null,
      logons_reason: 'not_supported',
      failed_logons: null,
      failed_reason: 'no_privilege',
      users: '',
    })
  })

  test('without logind the records of utmp tell who is logged on', async () => {
    const host = linux({ records: { '/run/utmp': record(7, 'juma', now - hour) } })
    expect(await read(host)).toMatchObject({ in_use: true, sessions: 1, users: 'juma' })
  })
})

describe('on Windows', () => {
  const told = {
    usageSessions: {
      user: 'OFFICE\\amina',
      shown: [
        { n: 'explorer.exe', session: 2 },
        { n: 'LogonUI.exe', session: 2 },
        { n: 'explorer.exe', session: 3 },
      ],
    },
    usageLogons: [{ at: new Date(now - hour).toISOString() }],
    usageFailed: { ever: 12, day: 0 },
  }

  test('a desktop without the lock screen is in use', async () => {
    const host = scriptedMachine({ platform: 'win32', windows: told })
    expect(await read(host)).toMatchObject({
      in_use: true,
      sessions: 2,
      logons: 1,
      failed_logons: 0,
      users: 'OFFICE\\amina',
    })
    const { shown } = told.usageSessions
    expect(parseSessions({ shown: shown.slice(0, 2) })).toMatchObject({ count: 1, inUse: false })
  })

  test('a log that never had a refused logon does not say that there was none', () => {
    expect(() => countFailed({ ever: 0, day: 0 })).toThrow(Unknown)
    expect(countFailed({ ever: 3, day: 2 })).toBe(2)
  })

  test('a query that was made before it was allowed tells nothing', async () => {
    const host = scriptedMachine({ platform: 'win32', windows: {} })
    await expect(read(host)).rejects.toThrow('The next query')
  })
})

test('nothing is read before the notice is confirmed, nor while it is withdrawn', async () => {
  let looked = 0
  const host = { ...linux({ sessions: { '1': person } }), list: () => (looked++, ['1']) }
  await expect(read(host, () => false)).rejects.toThrow('staff notice')
  expect(looked).toBe(0)
  let asked = 0
  expect(await read(host, () => asked++ === 0)).toBeUndefined()
})

test('the machine’s own refusal wins over the collector’s permission', () => {
  const told: boolean[] = []
  const refusing = new UsageConsent(true, (allowed) => told.push(allowed))
  refusing.follow(true)
  expect([refusing.allowed, told]).toEqual([false, [false]])
  const willing = new UsageConsent(false)
  expect(willing.allowed).toBe(false)
  willing.follow(true)
  expect(willing.allowed).toBe(true)
  willing.follow(false)
  expect(willing.allowed).toBe(false)
})

test('no decoder throws, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string(),
      fc.jsonValue(),
      (b, text, json) => {
        parseLoginRecords(Buffer.from(b))
        parseLogindSession(text)
        parseSessions(json)
        expect(countLogons(json, now)).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
