/** UPSes at a computer’s own cable: Debian’s NUT with its dummy driver, and apcupsd’s protocol. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { upsSource } from '../../../../agent/sources/network/ups/ups-source.ts'
import { sampleOf } from '../../../../contract/catalogue/sample.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { neverAborted } from '../../../support/door.ts'
import { freePort } from '../../../support/program.ts'
import { until } from '../../../support/program-office.ts'
import { missing } from '../../../support/service.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-ups-'))
const running: ChildProcess[] = []
const servers: net.Server[] = []

afterAll(async () => {
  for (const child of running.toReversed()) {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function read(ports: { readonly nut?: number; readonly apcupsd?: number }) {
  const closed = await freePort()
  const host = liveHost(systemClock)
  const read = upsSource({ nut: closed, apcupsd: closed, ...ports }).start({
    host,
    clock: systemClock,
  })
  const readings = await read({ host, clock: systemClock, signal: neverAborted })
  return readings.map((one) => {
    expect(sampleOf(one)).toMatchObject({ problems: [] })
    return { ...one.tags, ...one.fields }
  })
}

async function serve(onSocket: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer(onSocket)
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

it('a computer without a UPS has none, and that is no failure', async () => {
  await expect(read({})).rejects.toMatchObject({ name: 'NotPresent' })
})

describe.skipIf(missing('upsd', 'nut-server'))('Network UPS Tools', () => {
  let nut: number
  const state = (status: string, charge: number, runtime: number): void =>
    writeFileSync(
      path.join(folder, 'seva.dev'),
      `ups.status: ${status}
battery.charge: ${charge}
battery.runtime: ${runtime}
battery.voltage: 13.6
battery.date: 2023/03/01
ups.load: 41
input.voltage: 228.4
ups.test.result: Done and passed
`,
    )

  beforeAll(async () => {
    nut = await freePort()
    state('OL CHRG', 97, 2400)
    writeFileSync(
      path.join(folder, 'ups.conf'),
      `[seva]\n driver = dummy-ups\n port = ${folder}/seva.dev\n mode = dummy-loop\n pollinterval = 1\n`,
    )
    writeFileSync(path.join(folder, 'upsd.conf'), `LISTEN 127.0.0.1 ${nut}\nSTATEPATH ${folder}\n`)
    writeFileSync(path.join(folder, 'upsd.users'), '')
    for (const file of ['ups.conf', 'upsd.conf', 'upsd.users'])
      chmodSync(path.join(folder, file), 0o640)
    const environment = {
      ...process.env,
      NUT_CONFPATH: folder,
      NUT_STATEPATH: folder,
      NUT_ALTPIDPATH: folder,
    }
    const options = { env: environment, stdio: 'ignore' } as const
    // Debian’s /sbin/upsd is a script that /etc/nut/nut.conf switches off.
    running.push(spawn('/lib/nut/dummy-ups', ['-a', 'seva', '-u', 'root', '-F'], options))
    running.push(spawn('/lib/nut/upsd', ['-u', 'root', '-F'], options))
  })

  const now = async () => (await read({ nut }).catch(() => []))[0]

  it('tells mains, charge, time left and load', async () => {
    const ups = await until(now, (found) => found?.['source'] === 'mains')
    expect(ups).toMatchObject({
      battery: 'ok',
      charging: 'charging',
      replace_battery: false,
      test: 'passed',
      battery_charge_percent: 97,
      battery_date: '2023/03/01',
      time_left: 2400,
      load_percent: 41,
      input_voltage: 228.4,
    })
  })

  it('tells that it runs on a nearly empty battery which wants to be replaced', async () => {
    state('OB DISCHRG LB RB', 12, 240)
    const ups = await until(now, (found) => found?.['source'] === 'battery')
    expect(ups).toMatchObject({
      battery: 'low',
      charging: 'discharging',
      replace_battery: true,
      battery_charge_percent: 12,
      time_left: 240,
    })
  })

  it('knows nothing, and calls nothing fine, when the cable is out', async () => {
    const driver = running[0]
    driver?.kill()
    if (driver) await once(driver, 'exit')
    const ups = await until(now, (found) => found?.['source'] === 'unknown')
    expect(ups).toMatchObject({ battery: 'unknown', replace_battery: null, time_left: null })
  })
})

describe.skipIf(missing('upsd', 'nut-server'))('two UPSes on one computer', () => {
  const home = path.join(folder, 'mbili')
  let nut: number
  beforeAll(async () => {
    nut = await freePort()
    mkdirSync(home)
    const ups = { seva: 'OL', mtandao: 'OB DISCHRG' }
    const sections = Object.entries(ups).map(([name, status]) => {
      writeFileSync(path.join(home, `${name}.dev`), `ups.status: ${status}\nbattery.charge: 80\n`)
      return `[${name}]\n driver = dummy-ups\n port = ${home}/${name}.dev\n mode = dummy-loop\n pollinterval = 1\n`
    })
    writeFileSync(path.join(home, 'ups.conf'), sections.join(''))
    writeFileSync(path.join(home, 'upsd.conf'), `LISTEN 127.0.0.1 ${nut}\nSTATEPATH ${home}\n`)
    writeFileSync(path.join(home, 'upsd.users'), '')
    for (const file of ['ups.conf', 'upsd.conf', 'upsd.users'])
      chmodSync(path.join(home, file), 0o640)
    const paths = { NUT_CONFPATH: home, NUT_STATEPATH: home, NUT_ALTPIDPATH: home }
    const options = { env: { ...process.env, ...paths }, stdio: 'ignore' } as const
    for (const name of Object.keys(ups))
      running.push(spawn('/lib/nut/dummy-ups', ['-a', name, '-u', 'root', '-F'], options))
    running.push(spawn('/lib/nut/upsd', ['-u', 'root', '-F'], options))
  })

  it('are told apart by their names, each with its own state', async () => {
    const both = await until(
      () => read({ nut }).catch(() => []),
      (found) => found.filter(({ source }) => source !== 'unknown').length === 2,
    )
    expect(both.map(({ ups_name: name, source }) => `${name} ${source}`).toSorted()).toEqual([
      'mtandao battery',
      'seva mains',
    ])
  })
})

describe('apcupsd', () => {
  const message = (line: string): Buffer => {
    const bytes = Buffer.from(`${line}\n`)
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  }
  const server = (lines: readonly string[]) =>
    serve((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (question: Buffer) => {
        if (question.toString('latin1', 2) === 'status')
          socket.write(Buffer.concat([...lines.map(message), Buffer.from([0, 0])]))
      })
    })

  it('is read as its manual says', async () => {
    const apcupsd = await server([
      'APC      : 001,036,0879',
      'UPSNAME  : seva',
      'STATUS   : ONBATT REPLACEBATT',
      'LINEV    : 0.0 Volts',
      'LOADPCT  : 23.0 Percent',
      'BCHARGE  : 64.0 Percent',
      'TIMELEFT : 8.5 Minutes',
      'BATTV    : 24.1 Volts',
      'TONBATT  : 95 Seconds',
      'SELFTEST : BT',
      'NOMINV   : 230 Volts',
      'STATFLAG : 0x05000090',
      'BATTDATE : 2022-05-11',
    ])
    expect(await read({ apcupsd })).toMatchObject([
      {
        source: 'battery',
        battery: 'ok',
        replace_battery: true,
        test: 'failed',
        battery_charge_percent: 64,
        time_left: 510,
        on_battery: 95,
        input_voltage: 0,
        load_percent: 23,
      },
    ])
  })

  it('a lost cable is unknown', async () => {
    const apcupsd = await server(['STATUS   : COMMLOST', 'STATFLAG : 0x05000100'])
    expect(await read({ apcupsd })).toMatchObject([{ source: 'unknown', battery: 'unknown' }])
  })

  it('an endless answer and a silent server end in bounded time and memory', async () => {
    const endless = await serve((socket) => {
      socket.on('error', () => undefined)
      const more = (): void => {
        if (!socket.destroyed) socket.write(message('A'.repeat(1000)), more)
      }
      more()
    })
    await expect(read({ apcupsd: endless })).rejects.toThrow(/without end/)
    const silent = await serve(() => undefined)
    await expect(read({ apcupsd: silent })).rejects.toThrow(/did not answer/)
  })
})
