/** Checks against real servers on loopback: nginx, dnsmasq, fping, and what answers nothing. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { NotPresent, type Host } from '../../../../agent/host/host.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { about, checkBench, listening, loopbackVeto } from '../../../support/network-checks.ts'
import { officeAuthority } from '../../../support/office-authority.ts'
import { freePort } from '../../../support/program.ts'
import { missing } from '../../../support/service.ts'

const day = 86_400_000
const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-checks-'))
const running: ChildProcess[] = []
const sockets: net.Server[] = []

afterAll(async () => {
  for (const child of running) {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (const server of sockets) server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function tcpServer(onSocket: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    onSocket(socket)
  })
  sockets.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe('tcp', () => {
  const tcp = (port: number, expect?: string) =>
    ({ ...about('SSH'), kind: 'tcp', host: '127.0.0.1', port, ...(expect && { expect }) }) as const

  it('tells an open port and how long it took, a closed one, and a wrong greeting', async () => {
    const port = await tcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
    const closed = await freePort()
    const found = await checkBench().run([
      tcp(port),
      tcp(port, 'SSH-2.0'),
      { ...tcp(port, '220 mail'), timeoutMs: 300 },
      tcp(closed),
    ])
    expect(found.map(({ result }) => result)).toEqual([
      'success',
      'success',
      'string_mismatch',
      'connection_failed',
    ])
    expect(found[0]).toMatchObject({ measurement: 'net_response', fails: 0, check: 'SSH' })
    expect(found[0]?.['response_time']).toBeGreaterThan(0)
  })

  it('counts failures in a row and forgets them only after two good answers', async () => {
    const port = await freePort()
    const bench = checkBench()
    const check = tcp(port)
    const fails = async () => (await bench.run([check]))[0]?.['fails']
    expect(await fails()).toBe(1)
    expect(await fails()).toBe(2)
    const server = net.createServer((socket) => socket.destroy())
    sockets.push(server.listen(port, '127.0.0.1'))
    await once(server, 'listening')
    expect(await fails()).toBe(2)
    expect(await fails()).toBe(0)
  })

  it('is unknown, and no failure, while the poller itself is cut off', async () => {
    const bench = checkBench()
    const check = tcp(await freePort())
    await bench.run([check])
    expect(await bench.run([check], false)).toMatchObject([{ result: 'no_egress', fails: 1 }])
  })

  it('goes nowhere that the machine’s own settings do not name, whatever a name resolves to', async () => {
    const port = await tcpServer(() => expect.unreachable('it was connected to'))
    const veto = { ...loopbackVeto, subnets: ['10.0.0.0/8'] }
    const bench = checkBench(undefined, async () => ['127.0.0.1'], veto)
    const byName = { ...tcp(port), host: 'inside.example' }
    expect(await bench.run([tcp(port), byName])).toMatchObject([
      { result: 'refused_here', fails: 0 },
      { result: 'refused_here', fails: 0 },
    ])
  })
})

describe.skipIf(missing('nginx', 'nginx-light'))('web services by nginx', () => {
  let http: number
  let https: number

  beforeAll(async () => {
    http = await freePort()
    https = await freePort()
    const authority = await officeAuthority()
    const soon = { fromMs: Date.now() - 300 * day, toMs: Date.now() + 5 * day + 3_600_000 }
    const { certificate, key } = await authority.server(['mtandao.go.tz'], soon)
    writeFileSync(path.join(folder, 'cert.pem'), certificate)
    writeFileSync(path.join(folder, 'key.pem'), key)
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr; events {}
      http {
        access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b;
        fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
        default_type text/html;
        server { listen 127.0.0.1:${http};
          location = / { return 200 'Karibu Halmashauri'; }
          location = /json { return 200 '{"data":{"items":[{"state":"UP"}]}}'; }
          location = /moved { return 302 /; }
          location = /missing { return 404; }
          location = /round { return 302 /round; }
        }
        server { listen 127.0.0.1:${https} ssl;
          ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
          location / { return 200 'siri'; }
        }
      }`,
    )
    const args = ['-c', path.join(folder, 'nginx.conf'), '-p', folder]
    running.push(spawn('nginx', args, { stdio: 'inherit' }))
    await listening(https)
  })

  const get = (where: string, change: object = {}) =>
    ({
      ...about('Tovuti'),
      kind: 'http',
      url: `http://127.0.0.1:${http}${where}`,
      method: 'GET',
      redirectsMax: 2,
      ...change,
    }) as const

  it('judges status, keyword, JSON value and redirects, and times each part', async () => {
    const found = await checkBench().run([
      get('/?token=siri', { keyword: 'Karibu' }),
      get('/', { keyword: 'Hakuna' }),
      get('/json', { jsonPath: 'data.items.0.state', jsonValue: 'UP' }),
      get('/json', { jsonPath: 'data.items.0.state', jsonValue: 'DOWN' }),
      get('/missing'),
      get('/missing', { status: 404 }),
      get('/moved', { keyword: 'Karibu' }),
      get('/round'),
    ])
    expect(found.map(({ result }) => result)).toEqual([
      'success',
      'response_string_mismatch',
      'success',
      'response_string_mismatch',
      'response_status_code_mismatch',
      'success',
      'success',
      'too_many_redirects',
    ])
    expect(found[0]).toMatchObject({
      server: `http://127.0.0.1:${http}/`,
      http_response_code: 200,
      content_length: 18,
      response_string_match: 1,
    })
    expect(found[6]).toMatchObject({ redirects: 1 })
    expect(found[0]?.['connect_time']).toBeGreaterThan(0)
    expect(found[0]?.['first_byte_time']).toBeGreaterThan(0)
  })

  it('does not believe a certificate of nobody, unless it is told to', async () => {
    const url = `https://127.0.0.1:${https}/`
    const found = await checkBench().run([get('', { url }), get('', { url, anyCertificate: true })])
    expect(found.map(({ result }) => result)).toEqual(['certificate_error', 'success'])
    expect(found[1]?.['tls_time']).toBeGreaterThan(0)
  })

  it('reads when a certificate ends, who issued it, and why it is not believed', async () => {
    const tls = (serverName: string) =>
      ({ ...about('Cheti'), kind: 'tls', host: '127.0.0.1', port: https, serverName }) as const
    const [found] = await checkBench().run([tls('mtandao.go.tz')])
    expect(found).toMatchObject({
      result: 'success',
      source: `127.0.0.1:${https}`,
      common_name: 'mlinzi.halmashauri.go.tz',
      issuer: 'Halmashauri',
      verification: 'invalid',
      verification_error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    })
    expect(Math.floor(Number(found?.['days_left']))).toBe(5)
  })

  it('tells a server without encryption', async () => {
    const tls = { ...about('Cheti'), kind: 'tls', host: '127.0.0.1', port: http } as const
    expect(await checkBench().run([tls])).toMatchObject([{ result: 'connection_failed' }])
  })
})

describe('certificates of mail servers', () => {
  it('are read behind STARTTLS, and a server that speaks another protocol is told', async () => {
    const authority = await officeAuthority()
    const soon = { fromMs: Date.now() - 300 * day, toMs: Date.now() + 2 * day + 3_600_000 }
    const { certificate: cert, key } = await authority.server(['barua.go.tz'], soon)
    const server = new SMTPServer({ cert, key, authOptional: true, disableReverseLookup: true })
    server.on('error', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    const address = server.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const talker = await tcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
    const tls = (at: number) =>
      ({
        ...about('Barua'),
        kind: 'tls',
        host: '127.0.0.1',
        port: at,
        serverName: 'barua.go.tz',
        starttls: 'smtp',
      }) as const
    try {
      const [found, wrong] = await checkBench().run([tls(port), tls(talker)])
      expect(found).toMatchObject({ result: 'success', issuer: 'Halmashauri' })
      expect(Math.floor(Number(found?.['days_left']))).toBe(2)
      expect(wrong).toMatchObject({ result: 'connection_failed' })
    } finally {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    }
  })
})

describe.skipIf(missing('dnsmasq', 'dnsmasq-base'))('names by dnsmasq', () => {
  let port: number
  beforeAll(async () => {
    port = await freePort()
    const words = [
      '--no-daemon',
      '--no-resolv',
      '--no-hosts',
      '--conf-file=/dev/null',
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
      `--port=${port}`,
      '--user=',
      '--local=/go.tz/',
      '--host-record=ofisi.go.tz,10.20.30.40',
      '--mx-host=go.tz,barua.go.tz,10',
    ]
    running.push(spawn('dnsmasq', words, { stdio: 'ignore' }))
    await listening(port)
  })
  const dns = (domain: string, change: object = {}) =>
    ({
      ...about('DNS'),
      kind: 'dns',
      server: `127.0.0.1:${port}`,
      domain,
      recordType: 'A',
      ...change,
    }) as const

  it('tells the answer, a wrong one, and a name that is not there', async () => {
    const found = await checkBench().run([
      dns('ofisi.go.tz', { expect: '10.20.30.40' }),
      dns('ofisi.go.tz', { expect: '10.9.9.9' }),
      dns('hayupo.go.tz'),
      dns('go.tz', { recordType: 'MX', expect: 'barua.go.tz' }),
    ])
    expect(found).toMatchObject([
      { result: 'success', answer: '10.20.30.40', rcode_value: 0 },
      { result: 'mismatch', answer: '10.20.30.40' },
      { result: 'error', rcode_value: 3 },
      { result: 'success' },
    ])
    expect(found[0]?.['query_time_ms']).toBeGreaterThan(0)
  })

  it('tells a resolver that does not answer', async () => {
    const silent = dns('ofisi.go.tz', { server: `127.0.0.1:${await freePort()}`, timeoutMs: 400 })
    const [found] = await checkBench().run([silent])
    expect(['timeout', 'error']).toContain(found?.['result'])
    expect(found?.['fails']).toBe(1)
  })
})

describe.skipIf(missing('fping', 'fping'))('ping by fping', () => {
  const ping = (host: string) => ({ ...about(host), kind: 'ping', host, count: 2 }) as const

  it('asks many at once and tells loss and times of each', async () => {
    const bench = checkBench(undefined, async () => [])
    const found = await bench.run([ping('127.0.0.1'), ping('127.0.0.2'), ping('hakuna.example')])
    const byHost = new Map(found.map((one) => [one['url'], one]))
    expect(byHost.get('127.0.0.1')).toMatchObject({
      packets_transmitted: 2,
      packets_received: 2,
      percent_packet_loss: 0,
      result: 'success',
      fails: 0,
    })
    expect(byHost.get('127.0.0.2')?.['average_response_ms']).toBeGreaterThan(0)
    expect(byHost.get('hakuna.example')).toMatchObject({ result: 'no_such_host', fails: 1 })
  })

  it('is unknown where nothing can ping', async () => {
    const host: Host = {
      ...liveHost(systemClock),
      run: () => Promise.reject(new NotPresent('none')),
    }
    expect(await checkBench(host).run([ping('127.0.0.1')])).toMatchObject([
      { result: 'error', fails: 0 },
    ])
  })
})
