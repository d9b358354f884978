/** Devices and mail checks with secrets, declared on the command line. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { networkCommands } from '../../../collector/cli/network.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { removeFolders, temporaryFolder } from '../../support/door.ts'

let home: string
let file: string
let parts: Awaited<ReturnType<typeof openRepositories>>
beforeEach(async () => {
  home = await temporaryFolder()
  file = path.join(home, 'siri')
  parts = await openRepositories(collectorHome(home), systemClock)
  await parts.office.saveSite({ id: 's1', name: 'Kilosa', profile: 'lan', subnets: [] })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await parts.close()
})
afterAll(removeFolders)

async function mlinzi(...words: string[]): Promise<void> {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await networkCommands((work) => work(parts)).parseAsync(words, { from: 'user' })
}
const snmp = async () => [...(await parts.network.opened()).snmp.values()]

test('a device gets its SNMP secrets from a file, and keeps those that are not repeated', async () => {
  writeFileSync(file, '# ya swichi\ncommunity=siri-ya-jamii\n')
  await mlinzi('add', 'Swichi', '10.20.3.2', '--snmp', '2c', '--secrets', file)
  expect(await snmp()).toMatchObject([{ version: '2c', community: 'siri-ya-jamii' }])
  await mlinzi('add', 'Swichi', '10.20.3.9', '--snmp', '2c', '--snmp-every', '5m')
  expect(await snmp()).toMatchObject([{ community: 'siri-ya-jamii', everySeconds: 300 }])
  writeFileSync(file, 'authKey=siri ya kwanza\nprivKey=siri=ya pili\n')
  const v3 = ['--snmp', '3', '--snmp-user', 'mlinzi', '--snmp-auth', 'sha512', '--secrets', file]
  await mlinzi('add', 'Swichi', '10.20.3.9', ...v3)
  const [access] = await snmp()
  expect(access).toMatchObject({
    authKey: 'siri ya kwanza',
    privKey: 'siri=ya pili',
    level: 'authPriv',
  })
  expect(access).not.toHaveProperty('community')
})

test('what is missing or mistyped is told, without any secret', async () => {
  const add = ['add', 'Swichi', '10.20.3.2', '--snmp']
  await expect(mlinzi(...add, '2c')).rejects.toThrow('a community is needed')
  await expect(mlinzi(...add, '3')).rejects.toThrow('SNMPv3 needs a user')
  writeFileSync(file, 'comunity=siri-ya-jamii\n')
  const failed = await mlinzi(...add, '2c', '--secrets', file).catch(String)
  expect(failed).toContain(':1: "comunity" is no secret of this; did you mean community?')
  expect(failed).not.toContain('siri-ya-jamii')
  const check = ['check', 'mail', 'Barua', 'a@b.go.tz', '--set', 'send.password=x']
  await expect(mlinzi(...check)).rejects.toThrow('--secrets')
})

test('a mail check gets its servers and its sealed password', async () => {
  await mlinzi('add', 'Seva ya barua', '10.20.3.5')
  writeFileSync(file, 'password=Siri ya barua\n')
  const set = ['send.host=barua.go.tz', 'send.user=ict', 'fetch.host=barua.go.tz', 'fetch.user=ict']
  await mlinzi(
    'check',
    'mail',
    'Barua',
    'ict@barua.go.tz',
    '--device',
    'Seva ya barua',
    '--set',
    ...set,
    '--secrets',
    file,
  )
  const { checks } = await parts.network.state()
  const stored = checks.find(({ name }) => name === 'Barua')
  expect(JSON.stringify(checks)).not.toContain('Siri ya barua')
  expect(stored).toMatchObject({
    secret: 'kept',
    check: { send: { port: 587, security: 'starttls' }, fetch: { port: 993, protocol: 'imap' } },
  })
  const opened = (await parts.network.opened()).checks.get(stored?.id ?? '')
  expect(opened).toMatchObject({
    send: { password: 'Siri ya barua' },
    fetch: { password: 'Siri ya barua' },
  })
})
