import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** 32 MiB and about 80 ms on an office PC. */
const cost = { log2N: 15, r: 8, p: 1 } as const
const keyBytes = 32
/** Each derivation takes 32 MiB, so they run one after another and a crowd is sent away. */
const waitingMax = 16

export class TooManyLogins extends Error {
  override name = 'TooManyLogins'
}

/** Turns passwords into hashes and compares them, one at a time. */
export class PasswordHasher {
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** As `scrypt$log2N$r$p$salt$key`, base64url. Throws TooManyLogins. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16)
    const key = await this.#inTurn(() => derive(password, salt, cost))
    const parts = [
      cost.log2N,
      cost.r,
      cost.p,
      salt.toString('base64url'),
      key.toString('base64url'),
    ]
    return `scrypt$${parts.join('$')}`
  }

  /** Takes the same time whether there is a hash or not. Throws TooManyLogins. */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const [scheme, log2N, r, p, salt, key] = (stored ?? '').split('$')
    const known = scheme === 'scrypt' && salt !== undefined && key !== undefined
    const parameters = known ? { log2N: Number(log2N), r: Number(r), p: Number(p) } : cost
    const saltBytes = known ? Buffer.from(salt, 'base64url') : randomBytes(16)
    const derived = await this.#inTurn(() => derive(password, saltBytes, parameters))
    const expected = known ? Buffer.from(key, 'base64url') : Buffer.alloc(keyBytes)
    return known && expected.length === derived.length && timingSafeEqual(expected, derived)
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= waitingMax) throw new TooManyLogins('Too many passwords are being checked')
    this.#waiting++
    const result = this.#tail.then(work)
    this.#tail = result.catch(() => undefined)
    try {
      return await result
    } finally {
      this.#waiting--
    }
  }
}

function derive(
  password: string,
  salt: Buffer,
  { log2N, r, p }: { readonly log2N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const options = { N: 2 ** log2N, r, p, maxmem: 256 * 2 ** log2N * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
