/** A request to the collector that runs beside a command. */
import { request } from 'node:https'

export interface CollectorCall {
  readonly port: number
  /** A token that is revoked right after. */
  readonly token: string
  readonly path: string
  readonly body: object
}

/** To this machine itself: whose certificate it is, is no matter. Rejects with what was answered. */
export function askCollector<T>({ port, token, path, body }: CollectorCall): Promise<T> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        rejectUnauthorized: false,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString()
          if (response.statusCode === 200) resolve(JSON.parse(text) as T)
          else reject(new Error(`The collector refused: ${text.slice(0, 2000)}`))
        })
      },
    )
    call.on('error', (cause: Error) =>
      reject(
        new Error(`No collector answers on port ${port}: start it, it reads the stored values`, {
          cause,
        }),
      ),
    )
    call.end(JSON.stringify(body))
  })
}
