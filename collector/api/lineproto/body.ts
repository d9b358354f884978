/** Bodies of write requests: raw or gzip, bounded before and after they are unpacked. */
import type { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { WriteFault } from './fault.ts'

/** InfluxDB takes 25 MB; ten thousand points of Telegraf are 2 MB. */
export const bodyBytesMax = 10 * 1024 * 1024
const unpack = promisify(gunzip)

/** @throws WriteFault 413 for too much, 400 for what is no gzip, 415 for another packing. */
export async function unpacked(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const packing = (encoding ?? '').trim().toLowerCase()
  if (packing === '' || packing === 'identity') return body
  if (packing !== 'gzip')
    throw new WriteFault(415, `content encoding "${packing}" is not read; use gzip`)
  try {
    return await unpack(body, { maxOutputLength: bodyBytesMax })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new WriteFault(413, 'Request Entity Too Large')
    throw new WriteFault(400, 'gzip: invalid header')
  }
}
