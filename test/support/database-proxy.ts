/** Stands before a real database and makes the trouble that the database cannot be asked to make. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { Clock } from '../../lib/clock.ts'

export type Trouble =
  | { readonly kind: 'none' }
  /** The connection ends without an answer. */
  | { readonly kind: 'cut' }
  /** The database gets it at once; its answer comes so much later. */
  | { readonly kind: 'slow'; readonly clock: Pick<Clock, 'sleep'>; readonly milliseconds: number }
  /** An answer in place of the database's. */
  | { readonly kind: 'status'; readonly status: number; readonly error: string }
  /** The database gets the first half of each batch, and a fault of its own is told. */
  | { readonly kind: 'half' }

export class DatabaseProxy {
  trouble: Trouble = { kind: 'none' }
  readonly #target: string
  readonly #server: http.Server
  readonly #waiting = new Set<() => void>()
  #held = 0
  #open = 0
  #mostAtOnce = 0

  constructor(target: string) {
    this.#target = target
    this.#server = http.createServer((request, response) => {
      this.#mostAtOnce = Math.max(this.#mostAtOnce, ++this.#open)
      this.#answer(request, response)
        .catch(() => response.destroy())
        .finally(() => this.#open--)
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
  /** Requests that were in hand together, at most. */
  get mostAtOnce(): number {
    return this.#mostAtOnce
  }
  /** Resolves when an answer is being held back. */
  async holding(): Promise<void> {
    if (this.#held === 0) await new Promise<void>((resolve) => this.#waiting.add(resolve))
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { trouble } = this
    if (trouble.kind === 'cut') return void response.destroy()
    if (trouble.kind === 'status') return reply(response, trouble.status, trouble.error)
    if (trouble.kind === 'half' && request.url?.startsWith('/write')) {
      const lines = gunzipSync(body).toString().split('\n')
      await this.#forward(request, Buffer.from(lines.slice(0, lines.length >> 1).join('\n')), false)
      return reply(response, 500, 'engine: error writing the rest')
    }
    const answer = await this.#forward(request, body, true)
    if (trouble.kind === 'slow') await this.#hold(trouble)
    const type = answer.headers.get('content-type') ?? 'text/plain'
    response.writeHead(answer.status, { 'content-type': type })
    response.end(answer.text)
  }
  async #hold({ clock, milliseconds }: Extract<Trouble, { kind: 'slow' }>): Promise<void> {
    this.#held++
    const over = clock.sleep(milliseconds)
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
    await over
    this.#held--
  }
  async #forward(request: http.IncomingMessage, body: Buffer<ArrayBuffer>, isPacked: boolean) {
    const headers = new Headers()
    for (const name of [
      'content-type',
      'authorization',
      ...(isPacked ? ['content-encoding'] : []),
    ]) {
      const value = request.headers[name]
      if (typeof value === 'string') headers.set(name, value)
    }
    const method = request.method ?? 'GET'
    const answer = await fetch(`${this.#target}${request.url}`, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body }),
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
}

function reply(response: http.ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error }))
}
