/** Time servers: Debian's chronyd on a high port, and servers that lie, refuse or do not know. */
import { spawn, type ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { about, checkBench, loopbackVeto } from '../../../support/network-checks.ts'
import { freePort } from '../../../support/program.ts'
import { missing } from '../../../support/service.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-ntp-'))
const running: ChildProcess[] = []
const sockets: dgram.Socket[] = []

afterAll(async () => {
  for (const child of running) {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (const socket of sockets) socket.close()
  rmSync(folder, { recursive: true, force: true })
})

const ntp = (port: number, change: Partial<CheckOf<'ntp'>> = {}): CheckOf<'ntp'> => ({
  ...about('Saa'),
  kind: 'ntp',
  host: '127.0.0.1',
  port,
  ...change,
})

describe.skipIf(missing('chronyd', 'chrony') || process.getuid?.() !== 0)('chronyd', () => {
  async function chronyd(settings: string): Promise<number> {
    const port = await freePort()
    const file = path.join(folder, `${port}.conf`)
    writeFileSync(
      file,
      `port ${port}\nbindaddress 127.0.0.1\nallow 127.0.0.0/8\ncmdport 0\nbindcmdaddress /\n` +
        `pidfile ${folder}/${port}.pid\n${settings}\n`,
    )
    running.push(spawn('chronyd', ['-d', '-x', '-u', 'root', '-f', file], { stdio: 'ignore' }))
    return port
  }
  /**
   * It needs a moment to open its port; nothing is said meanwhile. A bench for each try: the failures
   * of before would be counted into the answer.
   */
  async function answerOf(port: number, clock?: Clock) {
    for (let count = 0; ; count++) {
      const bench = checkBench(undefined, undefined, loopbackVeto, clock)
      const [found] = await bench.run([ntp(port, { timeoutMs: 500 })])
      if (count === 20 || !['timeout', 'connection_failed'].includes(String(found?.['result'])))
        return found
    }
  }

  it('tells its time, how far it is, and how sure it is', async () => {
    const found = await answerOf(await chronyd('local stratum 5'))
    expect(found).toMatchObject({
      measurement: 'ntp_server',
      result: 'success',
      stratum: 5,
      fails: 0,
    })
    expect(Number(found?.['offset_size_ms'])).toBeLessThan(50)
    expect(Number(found?.['delay_ms'])).toBeGreaterThan(0)
    expect(Number(found?.['distance_ms'])).toBeGreaterThan(0)
  })

  it('shows by how much the clock of the poller is wrong, on either side', async () => {
    const port = await chronyd('local stratum 5')
    for (const shiftMs of [90_000, -7_200_000]) {
      const clock = { ...systemClock, now: () => systemClock.now() + shiftMs }
      const found = await answerOf(port, clock)
      expect(Math.abs(Number(found?.['offset_ms']) + shiftMs)).toBeLessThan(50)
      expect(found?.['offset_size_ms']).toBe(Math.abs(Number(found?.['offset_ms'])))
    }
  })

  it('is unknown, and no failure, when it does not know the time itself', async () => {
    const found = await answerOf(await chronyd(''))
    expect(found).toMatchObject({ result: 'unsynchronised', fails: 0 })
    expect(found?.['offset_ms']).toBeUndefined()
  })
})

describe('servers of time that are none', () => {
  async function serve(
    answer: (question: Buffer) => Buffer | readonly Buffer[],
  ): Promise<{ port: number; asked: () => number }> {
    const socket = dgram.createSocket('udp4')
    let count = 0
    socket.on('message', (question, { port, address }) => {
      count++
      for (const packet of [answer(question)].flat()) socket.send(packet, port, address)
    })
    sockets.push(socket.bind(0, '127.0.0.1'))
    await once(socket, 'listening')
    return { port: socket.address().port, asked: () => count }
  }
  /** An answer that is right but for what is changed. */
  function right(question: Buffer, change: (packet: Buffer) => void = () => undefined): Buffer {
    const packet = Buffer.alloc(48)
    packet[0] = (4 << 3) | 4
    packet[1] = 2
    question.copy(packet, 24, 40, 48)
    const now = (BigInt(Date.now()) * 2n ** 32n) / 1000n + 2_208_988_800n * 2n ** 32n
    packet.writeBigUInt64BE(BigInt.asUintN(64, now), 32)
    packet.writeBigUInt64BE(BigInt.asUintN(64, now), 40)
    change(packet)
    return packet
  }
  const runOnce = async (port: number, timeoutMs = 300) =>
    (await checkBench().run([ntp(port, { timeoutMs })]))[0]

  it('are told by what they do: silence, stratum 16, a kiss, impossible times', async () => {
    const silent = await serve(() => [])
    const stratum16 = await serve((question) => right(question, (packet) => (packet[1] = 16)))
    const leap = await serve((question) => right(question, (packet) => (packet[0] = (3 << 6) | 36)))
    const far = await serve((question) =>
      right(question, (packet) => packet.writeUInt32BE(17 << 16, 8)),
    )
    const backwards = await serve((question) =>
      right(question, (packet) =>
        packet.writeBigUInt64BE(packet.readBigUInt64BE(32) - 2n ** 33n, 40),
      ),
    )
    const nothing = await serve((question) => right(question, (packet) => packet.fill(0, 40, 48)))
    const init = await serve((question) =>
      right(question, (packet) => {
        packet[1] = 0
        packet.write('INIT', 12, 'latin1')
      }),
    )
    expect(await runOnce(silent.port)).toMatchObject({ result: 'timeout', fails: 1 })
    expect(silent.asked()).toBe(3)
    for (const { port } of [stratum16, leap, far, init])
      expect(await runOnce(port)).toMatchObject({ result: 'unsynchronised', fails: 0 })
    for (const { port } of [backwards, nothing])
      expect(await runOnce(port)).toMatchObject({ result: 'bad_answer', fails: 1 })
    expect(await runOnce((await serve((question) => right(question))).port)).toMatchObject({
      result: 'success',
      stratum: 2,
      reference: '0.0.0.0',
    })
  })

  it('are passed over when they answer another question, speak as a client, or too short', async () => {
    const { port } = await serve((question) => [
      right(question, (packet) => packet.fill(7, 24, 32)),
      right(question, (packet) => (packet[0] = (4 << 3) | 3)),
      right(question, (packet) => (packet[0] = (7 << 3) | 4)),
      right(question).subarray(0, 40),
      Buffer.alloc(0),
    ])
    expect(await runOnce(port)).toMatchObject({ result: 'timeout' })
  })

  it('are left alone after a kiss of death, which is no failure', async () => {
    const { port, asked } = await serve((question) =>
      right(question, (packet) => {
        packet[1] = 0
        packet.write('RATE', 12, 'latin1')
      }),
    )
    const bench = checkBench()
    const check = ntp(port)
    expect(await bench.run([check])).toMatchObject([
      { result: 'kiss_of_death', reference: 'RATE', fails: 0 },
    ])
    expect(await bench.run([check])).toMatchObject([{ result: 'kiss_of_death', fails: 0 }])
    expect(asked()).toBe(1)
  })

  it('are right across the wrap of 2036', async () => {
    const inEra1 = { ...systemClock, now: () => Date.parse('2036-02-07T06:28:20Z') }
    const { port } = await serve((question) =>
      right(question, (packet) => {
        for (const at of [32, 40]) packet.writeBigUInt64BE(4n << 32n, at)
      }),
    )
    const [found] = await checkBench(undefined, undefined, loopbackVeto, inEra1).run([ntp(port)])
    expect(found?.['result']).toBe('success')
    // The server says four seconds after the wrap at 06:28:16.
    expect(Math.abs(Number(found?.['offset_ms']))).toBeLessThan(50)
  })
})
