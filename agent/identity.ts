/** Who this agent is: its key and whose collector it believes, in one private file. */
import {
  X509Certificate,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import * as z from 'zod/mini'
import { addressesMax } from '../contract/wire/address.ts'
import { agentIdOf } from '../contract/wire/proof.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'

export interface Identity {
  /** 32 hex digits, made from the public key. */
  readonly agentId: string
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
  /** Ed25519 signature of the bytes. */
  sign(bytes: Uint8Array): Uint8Array
  /** The office's certificate authority, PEM: pinned at enrolment. */
  readonly authority: string
  /** Addresses of the enrolment token: tried when nothing better is known. */
  readonly addresses: readonly string[]
}

/** The file is there and is not an identity; enrolling anew replaces it. */
export class IdentityDamaged extends Error {
  override name = 'IdentityDamaged'
}

const schema = z.object({
  privateKey: z.string().check(z.maxLength(1024)),
  authority: z.string().check(z.maxLength(16_384)),
  addresses: z.array(z.string().check(z.maxLength(255))).check(z.maxLength(addressesMax)),
})
type Stored = z.output<typeof schema>

const identityFile = 'identity.json'
/** A key that has been shown to a collector whose answer has not come yet. */
const attemptFile = 'enrolment.json'

/** Undefined on a machine that was never enrolled. Rejects with IdentityDamaged. */
export async function loadIdentity(files: PrivateFiles): Promise<Identity | undefined> {
  return load(files, identityFile)
}

/**
 * The key for an enrolment with this authority: that of an interrupted attempt, so that a lost
 * answer does not leave two computers in the officer's list, or a new one. Kept on return.
 */
export async function beginEnrolment(
  files: PrivateFiles,
  authority: string,
  addresses: readonly string[],
): Promise<Identity> {
  const earlier = await load(files, attemptFile).catch(() => undefined)
  if (earlier?.authority === authority) return earlier
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const stored = { privateKey: pem, authority, addresses: [...addresses] }
  await files.write(attemptFile, JSON.stringify(stored))
  return identityOf(stored)
}

/** The collector took the key: from now on it is this machine's. */
export async function completeEnrolment(files: PrivateFiles): Promise<void> {
  const stored = await read(files, attemptFile)
  if (stored === undefined) throw new IdentityDamaged(`${attemptFile} has gone`)
  await files.write(identityFile, JSON.stringify(stored))
  await files.remove(attemptFile)
}

/** The collector refused the key for good; the next attempt makes another. */
export async function abandonEnrolment(files: PrivateFiles): Promise<void> {
  await files.remove(attemptFile)
}

async function load(files: PrivateFiles, name: string): Promise<Identity | undefined> {
  const stored = await read(files, name)
  try {
    return stored && identityOf(stored)
  } catch (cause) {
    throw new IdentityDamaged(`The keys in ${name} cannot be read; enrol this agent again`, {
      cause,
    })
  }
}

async function read(files: PrivateFiles, name: string): Promise<Stored | undefined> {
  const bytes = await files.read(name)
  if (bytes === undefined) return undefined
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new IdentityDamaged(`${name} cannot be read; enrol this agent again`, { cause })
  }
}

function identityOf(stored: Stored): Identity {
  const privateKey = createPrivateKey(stored.privateKey)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('Not an Ed25519 key')
  const publicKey = rawPublicKey(privateKey)
  const { authority, addresses } = stored
  if (!new X509Certificate(authority).ca) throw new TypeError('Not an authority')
  return {
    agentId: agentIdOf(publicKey),
    publicKey,
    sign: (bytes) => sign(null, bytes, privateKey),
    authority,
    addresses,
  }
}

function rawPublicKey(privateKey: KeyObject): Uint8Array {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url')
}
