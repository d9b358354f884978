/**
 * What an agent signs to prove its key. The TLS exporter value ties the signature to this very
 * connection: whoever ends TLS in between (a proxy, a man in the middle) has another value on his
 * other side, so a signature passed on by him does not verify.
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { exporterLabel } from './limits.ts'

/** Keeps these signatures from ever meaning anything in another place. */
const domain = Buffer.from('mlinzi agent proof 1\0', 'latin1')
const nonceBytes = 32
const exporterBytes = 32
export const publicKeyBytes = 32

/** A TLS socket after its handshake, as node:tls has it. */
interface ExportingSocket {
  exportKeyingMaterial(length: number, label: string, context: Buffer): Buffer
}

/** The connection's exporter value (RFC 5705, RFC 8446 section 7.5), the same on both its ends. */
export function exporterOf(socket: ExportingSocket): Buffer {
  return socket.exportKeyingMaterial(exporterBytes, exporterLabel, Buffer.alloc(0))
}

export interface ProofParts {
  /** The challenge's nonce, base64 of 32 bytes. */
  readonly nonce: string
  /** 32 hex digits. */
  readonly agentId: string
  /** The challenge's time. */
  readonly timeMs: number
  /** The connection's exporter value, 32 bytes. */
  readonly exporter: Uint8Array
}

/** The signed bytes; every part has a fixed length. Throws RangeError on a wrong length. */
export function proofInput(parts: ProofParts): Uint8Array {
  const nonce = Buffer.from(parts.nonce, 'base64')
  const agentId = Buffer.from(parts.agentId, 'hex')
  if (nonce.length !== nonceBytes || agentId.length !== 16)
    throw new RangeError('A nonce has 32 bytes, an agent id 16')
  if (parts.exporter.length !== exporterBytes)
    throw new RangeError('A TLS exporter value has 32 bytes')
  const time = Buffer.alloc(8)
  time.writeBigInt64BE(BigInt(parts.timeMs))
  return Buffer.concat([domain, nonce, agentId, time, parts.exporter])
}

/** First 16 bytes of SHA-256 over the raw public key, as 32 hex digits. */
export function agentIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 32)
}

/** Undefined when the bytes are not a raw Ed25519 public key. */
export function publicKeyFrom(raw: Uint8Array): KeyObject | undefined {
  if (raw.length !== publicKeyBytes) return undefined
  const x = Buffer.from(raw).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}
