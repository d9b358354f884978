import https from 'node:https'

/** Asks the collector's API as a program of the office would; the certificate is not its subject. */
export async function ask<Answer>(
  port: number,
  token: string,
  path: string,
  body?: object,
  host?: string,
): Promise<Answer> {
  return JSON.parse(await askText(port, token, path, body, host)) as Answer
}

/** The same for what is no JSON, such as /metrics. */
export async function askText(
  port: number,
  token: string,
  path: string,
  body?: object,
  host = '127.0.0.1',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host,
        port,
        path,
        method: body ? 'POST' : 'GET',
        rejectUnauthorized: false,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          if ((response.statusCode ?? 500) >= 400) reject(new Error(`${path}: ${text}`))
          else resolve(text)
        })
      },
    )
    request.on('error', reject)
    request.end(body ? JSON.stringify(body) : undefined)
  })
}
