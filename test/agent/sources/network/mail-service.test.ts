/** Mail servers as a poller meets them: Debian's Postfix and Dovecot, and servers that are none. */
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import {
  mailDomain,
  noMailServers,
  startMailServers,
  type MailServers,
} from '../../../support/mail-servers.ts'
import { about, checkBench } from '../../../support/network-checks.ts'
import { freePort } from '../../../support/program.ts'

type Banner = CheckOf<'banner'>
const banner = (
  protocol: Banner['protocol'],
  port: number,
  change: Partial<Banner> = {},
): Banner => ({
  ...about('Barua'),
  kind: 'banner',
  host: '127.0.0.1',
  port,
  protocol,
  security: 'starttls',
  serverName: `barua.${mailDomain}`,
  ...change,
})

describe.skipIf(noMailServers())('Postfix and Dovecot', () => {
  let mail: MailServers
  beforeAll(async () => {
    mail = await startMailServers()
  }, 40_000)
  afterAll(() => mail.close())

  it('are greeted, agree on encryption, and show their certificate', async () => {
    const found = await checkBench().run([
      banner('smtp', mail.smtp, { expect: mailDomain }),
      banner('imap', mail.imap),
      banner('pop3', mail.pop3),
    ])
    const services = found.filter(({ measurement }) => measurement === 'mail_service')
    expect(services).toMatchObject([
      { protocol: 'smtp', result: 'success', starttls: 'offered', fails: 0, check: 'Barua' },
      { protocol: 'imap', result: 'success', starttls: 'offered' },
      { protocol: 'pop3', result: 'success', starttls: 'offered' },
    ])
    expect(services[0]?.['banner']).toMatch(/^barua\.mlimani\.go\.tz ESMTP/)
    for (const service of services) {
      const parts = ['connect_time', 'banner_time', 'tls_time'].map((word) => Number(service[word]))
      expect(Math.min(...parts)).toBeGreaterThan(0)
      expect(service['response_time']).toBeGreaterThanOrEqual(parts.reduce((sum, one) => sum + one))
    }
    const certificates = found.filter(({ measurement }) => measurement === 'x509_cert')
    expect(certificates).toHaveLength(3)
    for (const certificate of certificates) {
      expect(certificate).toMatchObject({
        result: 'success',
        check: 'Barua',
        issuer: 'Halmashauri',
      })
      expect(Math.floor(Number(certificate['days_left']))).toBe(40)
    }
  })

  it('are read where they are encrypted from the first byte, and where no encryption is asked', async () => {
    const found = await checkBench().run([
      banner('imap', mail.imaps, { security: 'tls' }),
      banner('pop3', mail.pop3s, { security: 'tls' }),
      banner('smtp', mail.smtp, { security: 'none' }),
      banner('smtp', mail.smtp, { security: 'none', expect: 'Exchange' }),
    ])
    const services = found.filter(({ measurement }) => measurement === 'mail_service')
    expect(services).toMatchObject([
      { result: 'success', starttls: 'encrypted' },
      { result: 'success', starttls: 'encrypted' },
      { result: 'success', starttls: 'offered' },
      { result: 'string_mismatch', fails: 1 },
    ])
    expect(found.filter(({ measurement }) => measurement === 'x509_cert')).toHaveLength(2)
  })
})

describe('servers that are none', () => {
  const servers: net.Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  async function serve(onSocket: (socket: net.Socket) => void): Promise<number> {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      onSocket(socket)
    })
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const answers = (greeting: string, reply: (line: string) => string) => (socket: net.Socket) => {
    socket.write(greeting)
    socket.on('data', (bytes: Buffer) => socket.write(reply(bytes.toString('latin1'))))
  }
  const resultOf = async (check: Banner) => (await checkBench().run([check]))[0]?.['result']

  it('are told apart: silence, another protocol, no STARTTLS, an encryption that is none', async () => {
    const silent = await serve(() => undefined)
    const ssh = await serve((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
    const plain = await serve(answers('220 old ESMTP\r\n', () => '250-old\r\n250 SIZE 1000\r\n'))
    const liar = await serve(
      answers('220 x\r\n', (line) =>
        line.startsWith('EHLO') ? '250-x\r\n250 STARTTLS\r\n' : '220 go\r\nno TLS at all\r\n',
      ),
    )
    expect(await resultOf(banner('smtp', silent, { timeoutMs: 300 }))).toBe('timeout')
    expect(await resultOf(banner('smtp', ssh))).toBe('protocol_error')
    expect(await resultOf(banner('smtp', plain))).toBe('no_starttls')
    expect(await resultOf(banner('smtp', plain, { security: 'none' }))).toBe('success')
    expect(await resultOf(banner('smtp', liar))).toBe('protocol_error')
    expect(await resultOf(banner('imap', plain, { security: 'tls' }))).toBe('tls_failed')
    expect(await resultOf(banner('smtp', await freePort()))).toBe('connection_failed')
  })

  it('cost bounded time and memory: greetings and answers without an end, lines without an end', async () => {
    const flood = (line: string) => (socket: net.Socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(line));
      }
      socket.on('drain', more)
      more()
    }
    const greeting = await serve(flood('220-and on\r\n'))
    const line = await serve(flood('220 a'.padEnd(4096, 'a')))
    const answer = await serve((socket) => {
      socket.write('* OK x\r\n')
      socket.once('data', () => flood('* CAPABILITY X\r\n')(socket))
    })
    const before = process.memoryUsage().heapUsed
    expect(await resultOf(banner('smtp', greeting))).toBe('protocol_error')
    expect(await resultOf(banner('smtp', line))).toBe('protocol_error')
    expect(await resultOf(banner('imap', answer))).toBe('protocol_error')
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('are unknown, and no failure, while the poller itself is cut off', async () => {
    const check = banner('smtp', await freePort())
    expect(await checkBench().run([check], false)).toMatchObject([
      { result: 'no_egress', fails: 0 },
    ])
  })
})
