import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLinuxAccounts } from '../../../../agent/sources/access/linux-accounts.ts'
import { parseLinuxDoors } from '../../../../agent/sources/access/linux-doors.ts'
import { parseLinuxPolicy } from '../../../../agent/sources/access/linux-policy.ts'
import { parseMacPolicy } from '../../../../agent/sources/access/mac-policy.ts'
import { parseWindowsPolicy } from '../../../../agent/sources/access/windows-policy.ts'
import { parseWindowsWays } from '../../../../agent/sources/access/windows-ways.ts'
import { reader, sourceNamed } from '../../../support/read-source.ts'
import { liveHost } from '../../../../agent/host/live.ts'
import { systemClock } from '../../../../lib/system-clock.ts'

const fixtures = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const day = 86_400

describe.skipIf(!existsSync(fixtures))('recorded systems', () => {
  test('the local accounts of a French Windows: only what is enabled counts', () => {
    const text = readFileSync(
      path.join(fixtures, 'windows/glpi_10-StandAlone-Win32_UserAccount.wmi'),
      'utf16le',
    )
    const localUsers = text.split(/\r?\n\r?\n/).flatMap((block) => {
      const words = new Map(
        block.split(/\r?\n/).map((line): [string, string] => {
          const equals = line.indexOf('=')
          return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()]
        }),
      )
      const truth = (name: string): boolean => words.get(name) === 'TRUE'
      return words.has('SID')
        ? [{ sid: words.get('SID'), disabled: truth('Disabled'), pwReq: truth('PasswordRequired') }]
        : []
    })
    expect(localUsers.length).toBeGreaterThan(3)
    const ways = parseWindowsWays({ ...nothing, localUsers }, 0)
    const people = localUsers.filter(
      ({ sid, disabled }) => !disabled && !/-50[134]$/.test(sid ?? ''),
    )
    expect(ways).toMatchObject({
      enabledAccounts: people.length,
      noPassword: people.filter(({ pwReq }) => !pwReq).length,
      guestEnabled: false,
    })
    expect(ways.dormant).toBeUndefined()
  })

  test('the exported policy of a new server', () => {
    const text = readFileSync(path.join(fixtures, 'windows/cnquery_windows_secpol.toml'), 'utf8')
    const security = Object.fromEntries(
      [
        ...text.matchAll(
          /^(PasswordComplexity|ClearTextPassword|MinimumPasswordLength|LockoutBadCount) = (\d+)/gm,
        ),
      ].map(([, name, value]) => [name, Number(value)]),
    )
    expect(
      parseWindowsPolicy({ accounts: undefined, joined: { domain: false }, security }),
    ).toMatchObject({ minLength: 0, complexity: true, lockoutThreshold: 0, reversible: false })
  })
})

const nothing = {
  accounts: undefined,
  localUsers: undefined,
  doors: undefined,
  screenLocks: undefined,
  shares: undefined,
}

test('who was not seen for 90 days is dormant; who never came may be new', () => {
  const lastlog = Buffer.alloc(292 * 1003)
  const now = 2_000_000_000
  lastlog.writeUInt32LE(now - 91 * day, 292 * 1000)
  lastlog.writeUInt32LE(now - 2 * day, 292 * 1001)
  const passwd = ['a:x:1000:1::/:/bin/sh', 'b:x:1001:1::/:/bin/sh', 'c:x:1002:1::/:/bin/sh'].join(
    '\n',
  )
  const texts = { passwd, group: '', shadow: undefined, lastlog }
  expect(parseLinuxAccounts(texts, now * 1000).dormant).toBe(1)
})

test('an account whose last day is past lets nobody in', () => {
  const passwd = 'a:x:1000:1::/:/bin/sh\nb:x:1001:1::/:/bin/sh\nc:x:1002:1::/:/bin/sh'
  const shadow = 'a:$y$x:1:::::100:\nb:$y$x:1:::::300:\nc:$y$x:1::::::'
  const texts = { passwd, group: '', shadow, lastlog: undefined }
  expect(parseLinuxAccounts(texts, 200 * day * 1000).enabledAccounts).toBe(2)
})

test('a Windows of which nothing is told has no invented answers', () => {
  const values = Object.values(parseWindowsWays(nothing, 0)).filter((one) => one !== undefined)
  expect(values).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  'this machine names root among its administrators',
  async () => {
    const live = liveHost(systemClock)
    const [row] = await reader(sourceNamed('access'), live, systemClock)()
    live.close()
    expect(row?.fields['administrators']).toMatch(/\broot\b/)
    expect(row?.fields['administrator_count']).toBeGreaterThan(0)
  },
)

test('no decoder throws, whatever comes in', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.jsonValue(), fc.jsonValue(), (a, b, one, two) => {
      parseLinuxAccounts({ passwd: a, group: b, shadow: a, lastlog: Buffer.from(b) }, 0)
      parseLinuxDoors({ sshd: [a], sockets: [b], loginManagers: [a], samba: b, exports: a })
      parseLinuxPolicy({ loginDefs: a, pwquality: [b], faillock: a, pamPassword: b, pamAuth: a })
      parseMacPolicy(a)
      parseWindowsPolicy({ accounts: one, joined: two, security: one })
      parseWindowsWays(
        { accounts: one, localUsers: two, doors: one, screenLocks: two, shares: one },
        0,
      )
    }),
  )
})
