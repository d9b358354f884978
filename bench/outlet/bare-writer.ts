/** What the outlet is measured against: the very requests that it makes, without making them. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { compress } from '../../collector/outlet/line-batch.ts'
import { writeUrl, type OutletSettings } from '../../collector/outlet/settings.ts'

/** Takes everything and keeps the bodies of rows. */
export class Catcher {
  readonly bodies: Buffer[] = []
  readonly #server = http.createServer((request, response) => {
    void this.#take(request).then(() => response.writeHead(204).end())
  })

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
  async #take(request: http.IncomingMessage): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (chunks.length === 0) return
    const body = gunzipSync(Buffer.concat(chunks))
    if (body.includes('bench_')) this.bodies.push(body)
  }
}

/** Compressed as the outlet's are, two on their way. */
export async function writeBare(
  settings: OutletSettings,
  bodies: readonly Buffer[],
): Promise<void> {
  const waiting = [...bodies]
  const writer = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const body = await compress(one)
      const headers = {
        'content-encoding': 'gzip',
        'content-type': 'text/plain; charset=utf-8',
      }
      const answer = await fetch(writeUrl(settings, 'full'), { method: 'POST', body, headers })
      const text = await answer.text()
      if (answer.status !== 204) throw new Error(text)
    }
  }
  await Promise.all([writer(), writer()])
}
