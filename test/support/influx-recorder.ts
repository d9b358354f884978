/**
 * A strict stand-in for InfluxDB 2.x and 3.x, by their documented HTTP contracts: it refuses what
 * they would refuse, keeps points by series and time as they do, and can be told to misbehave.
 */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
type Handler = (request: RecordedRequest) => Reply | undefined | Promise<Reply | undefined>

/** Tag keys and values are escaped words; fields are typed values; then the nanoseconds. */
const word = String.raw`(?:[^,= \\\n]|\\.)+`
const value = String.raw`(?:"(?:[^"\\]|\\.)*"|-?\d+i|true|false|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`
const line = new RegExp(
  `^((?:[^, \\\\\\n]|\\\\.)+(?:,${word}=${word})*) (${word}=${value}(?:,${word}=${value})*) (\\d{19})$`,
  's',
)
const fieldPattern = new RegExp(`(${word})=(${value})`, 'gs')

export class InfluxRecorder {
  readonly requests: RecordedRequest[] = []
  /** By bucket, series key and time: fields as they were written. */
  readonly points = new Map<string, Map<string, string>>()
  /** Asked before all else; undefined: as usual. */
  misbehave: Handler = () => undefined
  readonly faults: string[] = []
  readonly #server: http.Server
  readonly #usual: Handler

  constructor(usual: Handler) {
    this.#usual = usual
    this.#server = http.createServer((request, response) => {
      void this.#answer(request, response)
    })
  }
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }
  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
  /** Places of lines that are not line protocol, from 1; the others are kept. */
  keep(bucket: string, body: string): readonly number[] {
    const bad: number[] = []
    for (const [at, one] of body.split('\n').entries()) {
      const found = line.exec(one)
      if (found === null) {
        bad.push(at + 1)
        continue
      }
      const key = `${bucket} ${found[1]} ${found[3]}`
      const fields = this.points.get(key) ?? new Map<string, string>()
      for (const [, name = '', written = ''] of (found[2] ?? '').matchAll(fieldPattern)) {
        fields.set(name, written)
      }
      this.points.set(key, fields)
    }
    return bad
  }
  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const packed = request.headers['content-encoding'] === 'gzip'
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: (packed ? gunzipSync(bytes) : bytes).toString('utf8'),
    }
    this.requests.push(recorded)
    const reply = (await this.misbehave(recorded)) ??
      (await this.#usual(recorded)) ?? { status: 404, body: { code: 'not found' } }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body))
  }
}

/** 2.x: buckets by organisation, `Authorization: Token`, 204 or an error with `code` and `message`. */
export function influx2(buckets: ReadonlySet<string>): InfluxRecorder {
  const recorder: InfluxRecorder = new InfluxRecorder(({ path, query, headers, body, method }) => {
    if (headers.authorization !== 'Token secret') {
      return { status: 401, body: { code: 'unauthorized', message: 'unauthorized access' } }
    }
    if (path === '/query') return emptyQuery
    if (path !== '/api/v2/write' || method !== 'POST') return undefined
    const bucket = query.get('bucket') ?? ''
    if (query.get('org') !== 'office' || !buckets.has(bucket)) {
      return { status: 404, body: { code: 'not found', message: `bucket "${bucket}" not found` } }
    }
    if (query.get('precision') !== 'ns') recorder.faults.push('precision')
    if (!headers['content-type']?.startsWith('text/plain')) recorder.faults.push('content type')
    const bad = recorder.keep(bucket, body)
    if (bad.length === 0) return { status: 204 }
    recorder.faults.push(`line ${bad[0]}: ${body.split('\n')[(bad[0] ?? 1) - 1]}`)
    return { status: 400, body: { code: 'invalid', message: `unable to parse line ${bad[0]}` } }
  })
  return recorder
}

/** 3.x: a bucket is a database, `Authorization: Bearer`, rejected lines told by number. */
export function influx3(): InfluxRecorder {
  const recorder: InfluxRecorder = new InfluxRecorder(({ path, query, headers, body, method }) => {
    if (headers.authorization !== 'Bearer secret') return { status: 401, body: { error: 'no' } }
    if (path === '/query') return newestMark(recorder, query.get('db') ?? '')
    if (path !== '/api/v2/write' || method !== 'POST') return undefined
    const bad = recorder.keep(query.get('bucket') ?? '', body)
    if (bad.length === 0) return { status: 204 }
    return {
      status: 400,
      body: {
        error: 'partial write of line protocol occurred',
        data: bad.map((number) => ({
          error_message: 'invalid line',
          line_number: number,
          original_line: body.split('\n')[number - 1],
        })),
      },
    }
  })
  return recorder
}

/** The marks of the outlet are not looked for in these tests. */
const emptyQuery: Reply = { status: 400, body: { error: 'no mapping' } }

/** 3.x, whose answer is that of 1.x; it has no `rp`: the database is the one that is named. */
function newestMark({ points }: InfluxRecorder, database: string): Reply {
  const start = `${database} outlet`
  const times = [...points.keys()]
    .filter((key) => key.startsWith(start))
    .map((key) => Number(key.slice(key.lastIndexOf(' '), -6)))
  const series = [{ name: 'outlet', columns: ['time', 'last'], values: [[Math.max(...times), 0]] }]
  const found = times.length > 0 ? { series } : {}
  return { status: 200, body: { results: [{ statement_id: 0, ...found }] } }
}
