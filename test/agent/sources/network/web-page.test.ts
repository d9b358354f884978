/** The watch over a page: nginx serves it, the test is the webmaster, and the one who defaces it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memoryNotes } from '../../../../agent/sources/network/kept.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { about, checkBench, listening, loopbackVeto } from '../../../support/network-checks.ts'
import { officeAuthority } from '../../../support/office-authority.ts'
import { freePort } from '../../../support/program.ts'
import { missing } from '../../../support/service.ts'

const day = 86_400_000
const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-page-'))
chmodSync(folder, 0o755)
const www = path.join(folder, 'www')
const running: ChildProcess[] = []
const servers: http.Server[] = []

afterAll(async () => {
  for (const child of running) {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** News as an office writes them: 40 different sentences, of which some may be others. */
const sentences = (change: (at: number) => string | undefined = () => undefined): string =>
  Array.from({ length: 40 }, (_, at) => {
    const one = ['Halmashauri', 'Mkutano', 'Zabuni', 'Ajira'][at % 4]
    const two = ['shule', 'barabara', 'afya', 'maji', 'kilimo'][at % 5]
    const three = ['Kilosa', 'Mvomero', 'Gairo'][at % 3]
    const own = `neno${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`
    return change(at) ?? `<p>${one} ya ${two} huko ${three} ${own} imetangazwa rasmi leo.</p>`
  }).join('\n')
const page = (news: string, aside = 'Wageni: 1,204') =>
  `<!doctype html><html><head><title>Halmashauri</title><style>p { color: red }</style>
<script>var now = "${Math.random()}"</script></head><body><!-- ${Math.random()} -->
<div id="wageni" class="kando">${aside}</div><main><div class="habari kuu">${news}</div></main></body></html>`

/** A clock that the test moves. */
function movedClock() {
  let shiftMs = 0
  return {
    clock: { ...systemClock, now: () => systemClock.now() + shiftMs },
    move: (ms: number) => void (shiftMs += ms),
  }
}

describe.skipIf(missing('nginx', 'nginx-light'))('a page of nginx', () => {
  let port: number
  let https: number
  let notes: ReturnType<typeof memoryNotes>
  let time: ReturnType<typeof movedClock>

  beforeAll(async () => {
    port = await freePort()
    https = await freePort()
    mkdirSync(www)
    const times = { fromMs: Date.now() - 300 * day, toMs: Date.now() + 9 * day + 3_600_000 }
    const { certificate, key } = await (await officeAuthority()).server(['mlimani.go.tz'], times)
    writeFileSync(path.join(folder, 'cert.pem'), certificate)
    writeFileSync(path.join(folder, 'key.pem'), key)
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr; events {}
      http {
        access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b;
        fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
        types { text/html html; } gzip on; gzip_min_length 10; root ${www};
        server { listen 127.0.0.1:${port}; location = /moved { return 302 /a.html; } }
        server { listen 127.0.0.1:${https} ssl;
          ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; }
      }`,
    )
    const args = ['-c', path.join(folder, 'nginx.conf'), '-p', folder]
    running.push(spawn('nginx', args, { stdio: 'inherit' }))
    await listening(https)
  })
  beforeEach(() => {
    notes = memoryNotes()
    time = movedClock()
  })

  let written = 0
  /** Each time with another date, so that the server does not call it unchanged. */
  function write(text: string, modifiedMs = Date.now() - 2 * 3_600_000 + 1000 * ++written): void {
    writeFileSync(path.join(www, 'a.html'), text)
    utimesSync(path.join(www, 'a.html'), modifiedMs / 1000, modifiedMs / 1000)
  }
  const watch = (change: Partial<CheckOf<'web'>> = {}): CheckOf<'web'> => ({
    ...about('Tovuti'),
    id: 'tovuti',
    kind: 'web',
    url: `http://127.0.0.1:${port}/a.html?token=siri`,
    staleDays: 30,
    changePercent: 40,
    ...change,
  })
  /** With a poller that has just been started, and remembers only its notes. */
  async function look(change: Partial<CheckOf<'web'>> = {}) {
    const bench = checkBench(undefined, undefined, loopbackVeto, time.clock, notes)
    return (await bench.run([watch(change)]))[0]
  }

  it('is the same while only numbers, comments and scripts change, and small when news are added', async () => {
    write(page(sentences()))
    expect(await look()).toMatchObject({
      measurement: 'web_page',
      server: `http://127.0.0.1:${port}/a.html`,
      result: 'success',
      change: 'same',
      age: 'fresh',
      fails: 0,
    })
    write(page(sentences(), 'Wageni: 1,377 – 30/11/2026'))
    expect(await look()).toMatchObject({ change: 'same' })
    write(
      page(
        sentences((at) =>
          at < 3 ? '<p>Tangazo jipya la ajira za walimu wa sekondari.</p>' : undefined,
        ),
      ),
    )
    const found = await look()
    expect(found?.['change']).toBe('small')
    expect(Number(found?.['change_percent'])).toBeGreaterThan(2)
    expect(await look()).toMatchObject({ change: 'same', change_percent: 0 })
  })

  it('is told when it was defaced, until it is undone, over a restart of the poller', async () => {
    write(page(sentences()))
    await look()
    write('<html><body><h1>HACKED BY NOBODY</h1></body></html>')
    expect(await look()).toMatchObject({ change: 'large', change_percent: 100 })
    time.move(3_600_000)
    expect(await look()).toMatchObject({ change: 'large', http_response_code: 200 })
    write(page(sentences()))
    expect(await look()).toMatchObject({ change: 'same' })
  })

  it('is the usual after a day, when it was meant', async () => {
    write(page(sentences()))
    await look()
    write(page('<p>Tovuti mpya ya halmashauri yenye sura mpya na maudhui mengine kabisa.</p>'))
    expect(await look()).toMatchObject({ change: 'large' })
    time.move(day + 1000)
    expect(await look()).toMatchObject({ change: 'small' })
    expect(await look()).toMatchObject({ change: 'same' })
  })

  it('is forgotten by its webmaster: by its date at once, by its text from then on', async () => {
    write(page(sentences()), Date.now() - 400 * day)
    const old = await look()
    expect(old).toMatchObject({ age: 'stale' })
    expect(Math.floor(Number(old?.['days_unchanged']))).toBe(400)
    expect(await look({ staleDays: 0 })).toMatchObject({ age: 'unwatched' })
    write(
      page(
        sentences((at) =>
          at < 4 ? '<p>Habari nyingine mpya kabisa kutoka ofisi ya mkurugenzi.</p>' : undefined,
        ),
      ),
    )
    expect(await look()).toMatchObject({ age: 'fresh' })
    time.move(31 * day)
    expect(await look()).toMatchObject({ age: 'stale' })
  })

  it('is not sent again over a thin line when the server knows it unchanged', async () => {
    write(page(sentences()))
    expect(await look()).toMatchObject({ http_response_code: 200 })
    expect(await look()).toMatchObject({ http_response_code: 304, change: 'same', age: 'fresh' })
  })

  it('is watched in part: an element, or what stands between two texts', async () => {
    const news = sentences()
    write(page(news, 'Karibu wageni wote'))
    const part = { selector: 'div.habari' }
    const between = { after: 'Karibu', before: 'wote' }
    await look(part)
    await look({ ...between, id: 'kati' })
    write(page(news, 'Maneno mengine mengi ya kando yasiyo na maana hapa hata kidogo'))
    expect(await look(part)).toMatchObject({ change: 'same' })
    expect(await look({ ...between, id: 'kati' })).toMatchObject({
      result: 'part_missing',
      fails: 1,
    })
    expect(await look({ selector: '#haipo' })).toMatchObject({ result: 'part_missing' })
    expect(await look({ selector: '#wageni', id: 'kando' })).toMatchObject({ result: 'success' })
  })

  it('tells a page that is gone or elsewhere, and keeps what it knew', async () => {
    write(page(sentences()))
    await look()
    const known = notes.all.get('tovuti')
    rmSync(path.join(www, 'a.html'))
    expect(await look()).toMatchObject({
      result: 'response_status_code_mismatch',
      http_response_code: 404,
    })
    expect(notes.all.get('tovuti')).toBe(known)
    write(page(sentences()))
    expect(await look({ url: `http://127.0.0.1:${port}/moved` })).toMatchObject({
      result: 'success',
    })
  })

  it('shows its certificate beside it, also one that is not believed', async () => {
    write(page(sentences()))
    const bench = checkBench(undefined, undefined, loopbackVeto, time.clock, notes)
    const found = await bench.run([watch({ url: `https://127.0.0.1:${https}/a.html` })])
    expect(found).toMatchObject([
      { measurement: 'web_page', result: 'success' },
      { measurement: 'x509_cert', source: `127.0.0.1:${https}`, verification: 'invalid', fails: 0 },
    ])
    expect(Math.floor(Number(found[1]?.['days_left']))).toBe(9)
  })

  it('leaves no word of itself behind', async () => {
    write(page(sentences()))
    await look()
    const note = notes.all.get('tovuti') ?? ''
    expect(note.length).toBeGreaterThan(100)
    for (const word of ['Halmashauri', 'halmashauri', 'siri', 'wageni'])
      expect(note).not.toContain(word)
  })
})

describe('pages that are traps', () => {
  async function serve(answer: (response: http.ServerResponse) => void): Promise<string> {
    const server = http.createServer((_, response) => {
      response.on('error', () => undefined)
      answer(response)
    })
    servers.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  }
  const watch = (url: string, timeoutMs = 5000): CheckOf<'web'> => ({
    ...about('Mtego'),
    kind: 'web',
    url,
    staleDays: 0,
    changePercent: 40,
    timeoutMs,
  })

  it('without an end, packed a thousandfold, or of tags that never close, cost bounded time and memory', async () => {
    const endless = await serve((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('<p>neno jipya kila mara</p>'));
      }
      response.on('drain', more)
      more()
    })
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const packed = await serve((response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(bomb)
    })
    const open = await serve((response) => response.end('<a "'.repeat(260_000)))
    const scripts = await serve((response) => response.end('<script><!--'.repeat(80_000)))
    const silent = await serve(() => undefined)
    const before = process.memoryUsage().heapUsed
    const found = await checkBench().run([
      watch(endless),
      watch(packed),
      watch(open),
      watch(scripts),
      watch(silent, 300),
    ])
    expect(found.map(({ result }) => result)).toEqual([
      'success',
      'body_read_error',
      'success',
      'success',
      'timeout',
    ])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(128 * 1024 * 1024)
  })

  it('are unknown, and no failure, while the poller itself is cut off', async () => {
    const check = watch(`http://127.0.0.1:${await freePort()}/`)
    expect(await checkBench().run([check], false)).toMatchObject([
      { result: 'no_egress', fails: 0 },
    ])
  })
})
