/** The way of a mail through Debian's Postfix and Dovecot, there and back; and what goes wrong. */
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memoryNotes } from '../../../../agent/sources/network/kept.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import {
  mailPassword,
  mailUser,
  noMailServers,
  startMailServers,
  type MailServers,
} from '../../../support/mail-servers.ts'
import { about, checkBench, loopbackVeto } from '../../../support/network-checks.ts'
import { freePort } from '../../../support/program.ts'

type Mail = CheckOf<'mail'>
const none = { host: '127.0.0.1', port: 1, security: 'none', user: '', password: '' } as const
const base = (change: Partial<Mail>): Mail => ({
  ...about('Barua'),
  id: 'barua',
  kind: 'mail',
  from: mailUser,
  to: mailUser,
  waitSeconds: 20,
  timeoutMs: 8000,
  send: none,
  fetch: { ...none, protocol: 'imap' },
  ...change,
})

describe.skipIf(noMailServers())('Postfix and Dovecot', () => {
  let mail: MailServers
  let notes: ReturnType<typeof memoryNotes>
  let shiftMs = 0
  beforeAll(async () => {
    mail = await startMailServers()
  }, 40_000)
  afterAll(() => mail.close())
  beforeEach(() => {
    notes = memoryNotes()
    shiftMs = 0
  })
  const login = { host: '127.0.0.1', user: mailUser, password: mailPassword, anyCertificate: true }
  const send = (change: Partial<Mail['send']> = {}): Mail['send'] => ({
    ...login,
    port: mail.smtp,
    security: 'starttls',
    ...change,
  })
  const imap = (change: Partial<Mail['fetch']> = {}): Mail['fetch'] => ({
    ...login,
    port: mail.imaps,
    security: 'tls',
    protocol: 'imap',
    ...change,
  })
  const pop3 = (): Mail['fetch'] =>
    imap({ protocol: 'pop3', port: mail.pop3, security: 'starttls' })
  /** By a poller that has just been started. */
  async function run(change: Partial<Mail> = {}) {
    const clock = { ...systemClock, now: () => systemClock.now() + shiftMs }
    const bench = checkBench(undefined, undefined, loopbackVeto, clock, notes)
    return (await bench.run([base({ send: send(), fetch: imap(), ...change })]))[0]
  }

  it('bring it round, each leg timed, and it is deleted, by IMAP and by POP3', async () => {
    for (const fetch of [imap(), pop3()]) {
      const found = await run({ fetch })
      expect(found).toMatchObject({
        measurement: 'mail_round_trip',
        result: 'success',
        stage: 'fetch',
        leftovers: 0,
        fails: 0,
      })
      const [first, second, both] = ['send_time', 'delivery_time', 'total_time'].map((word) =>
        Number(found?.[word]),
      )
      expect(first).toBeGreaterThan(0)
      expect(second).toBeGreaterThan(0)
      expect(both).toBeCloseTo(Number(first) + Number(second), 3)
      expect(mail.messages()).toEqual([])
    }
  })

  it('never have two under way: what waits in the queue is looked for, also after a restart', async () => {
    mail.holdDelivery(true)
    expect(await run({ waitSeconds: 1 })).toMatchObject({ result: 'not_found', fails: 1 })
    expect(await run()).toMatchObject({ result: 'not_found', stage: 'fetch' })
    mail.holdDelivery(false)
    for (let count = 0; mail.messages().length === 0 && count < 100; count++)
      await systemClock.sleep(100)
    expect(mail.messages()).toHaveLength(1)
    expect(mail.messages()[0]).toContain('Auto-Submitted: auto-generated')
    const late = await run()
    expect(late).toMatchObject({ result: 'success', leftovers: 0 })
    expect(Number(late?.['delivery_time'])).toBeGreaterThan(1)
    expect(mail.messages()).toEqual([])
    expect(await run()).toMatchObject({ result: 'success' })
  }, 40_000)

  it('lose old ones of the same check, and no message of anybody else', async () => {
    await run()
    const { maker } = JSON.parse(notes.all.get('barua') ?? '')
    await mail.deliver(`X-Mlinzi-Check: ${maker}\nMessage-ID: <old@x>`)
    await mail.deliver('X-Mlinzi-Check: nyingine-1\nMessage-ID: <other@x>')
    await mail.deliver('Subject: Barua ya kweli')
    expect(await run()).toMatchObject({ result: 'success', leftovers: 1 })
    await mail.deliver(`X-Mlinzi-Check: ${maker}\nMessage-ID: <older@x>`)
    expect(await run({ fetch: pop3() })).toMatchObject({ result: 'success', leftovers: 1 })
    expect(mail.messages()).toHaveLength(2)
  })

  it('refuse in words that are told: password, certificate, relaying; and the password is in none', async () => {
    const wrong = 'Siri mbaya 99'
    const found = [
      await run({ send: send({ password: wrong }) }),
      await run({ send: send({ anyCertificate: false }) }),
      await run({ send: send({ user: '' }) }),
      await run({ fetch: imap({ password: wrong }) }),
    ]
    expect(found).toMatchObject([
      { result: 'login_failed', stage: 'send' },
      { result: 'tls_failed', stage: 'send' },
      { result: 'protocol_error', stage: 'send', answer: expect.stringMatching(/^554 /) },
      { result: 'login_failed', stage: 'fetch' },
    ])
    // The last was taken over: it is found, and none is sent.
    expect(await run()).toMatchObject({ result: 'success' })
    for (const one of found) {
      expect(JSON.stringify(one)).not.toContain(wrong)
      expect(JSON.stringify(one)).not.toContain(Buffer.from(wrong).toString('base64'))
    }
  })
})

describe('servers of mail that are none', () => {
  const servers: net.Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  async function serve(talk: (socket: net.Socket) => void): Promise<number> {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      talk(socket)
    })
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  /** A sending server that takes everything, and counts what it was handed. */
  function taker(counted: { count: number }, last: string) {
    return (socket: net.Socket): void => {
      socket.write('220 x\r\n')
      let text = false
      socket.on('data', (bytes: Buffer) => {
        const line = bytes.toString('latin1')
        if (text) {
          if (!line.endsWith('\r\n.\r\n')) return
          text = false
          counted.count++
          if (last === '') socket.destroy()
          else socket.write(last)
        } else if (line.startsWith('DATA')) {
          text = true
          socket.write('354 go\r\n')
        } else socket.write('250 ok\r\n')
      })
    }
  }

  it('get no second message while it is not known whether they took the first', async () => {
    const counted = { count: 0 }
    const port = await serve(taker(counted, ''))
    const notes = memoryNotes()
    const bench = checkBench(undefined, undefined, loopbackVeto, systemClock, notes)
    const check = base({
      send: { ...none, port },
      fetch: { ...none, protocol: 'pop3', port: await freePort() },
    })
    expect((await bench.run([check]))[0]).toMatchObject({ stage: 'send', fails: 1 })
    expect((await bench.run([check]))[0]).toMatchObject({
      stage: 'fetch',
      result: 'connection_failed',
      fails: 2,
    })
    expect(counted.count).toBe(1)
  })

  it('get another after a refusal in words', async () => {
    const counted = { count: 0 }
    const port = await serve(taker(counted, '452 the disk is full\r\n'))
    const bench = checkBench()
    const check = base({ send: { ...none, port } })
    for (const fails of [1, 2])
      expect((await bench.run([check]))[0]).toMatchObject({
        result: 'protocol_error',
        answer: '452 the disk is full',
        fails,
      })
    expect(counted.count).toBe(2)
  })

  it('are bounded: silence, and a mailbox that talks without an end', async () => {
    const silent = await serve(() => undefined)
    const bench = checkBench()
    expect(
      (await bench.run([base({ send: { ...none, port: silent }, timeoutMs: 300 })]))[0],
    ).toMatchObject({ result: 'timeout' })
    const counted = { count: 0 }
    const port = await serve(taker(counted, '250 ok\r\n'))
    const flood = await serve((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write('* OK and on\r\n'));
      }
      socket.on('drain', more)
      more()
    })
    const check = base({
      id: 'b2',
      send: { ...none, port },
      fetch: { ...none, protocol: 'imap', port: flood },
    })
    expect((await bench.run([check]))[0]).toMatchObject({
      stage: 'fetch',
      result: 'protocol_error',
    })
    expect(await bench.run([base({ id: 'b3' })], false)).toMatchObject([
      { result: 'no_egress', fails: 0 },
    ])
  })
})
