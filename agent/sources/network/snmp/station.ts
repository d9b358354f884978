/** Where devices are read from: one socket and one set of profiles for all of them. */
import type { Profile } from '../../../../contract/device-profile.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { Device } from './device.ts'
import { SnmpFault } from './fault.ts'
import { SnmpSession } from './session.ts'
import { SharedSocket } from './shared-socket.ts'
import type { SnmpTarget } from './target.ts'

/** The IP address of a name. Rejects with SnmpFault, or with the guard's NoSuchHost or Refused. */
export type Resolve = (name: string) => Promise<string>

export class SnmpStation {
  readonly profiles: readonly Profile[]
  readonly #clock: Clock
  readonly #socket = new SharedSocket()

  /** @param profiles later ones win over earlier ones that fit as well. */
  constructor(profiles: readonly Profile[], clock: Clock) {
    this.profiles = profiles
    this.#clock = clock
  }

  device(target: SnmpTarget, resolve: Resolve): Device {
    return new Device(target, {
      profiles: this.profiles,
      clock: this.#clock,
      open: () => this.session(target, resolve),
    })
  }

  /** Questions of one's own; to be closed by whoever opened it. */
  async session(target: SnmpTarget, resolve: Resolve): Promise<SnmpSession> {
    return new SnmpSession(target, await resolved(target.address, resolve), this.#socket)
  }

  close(): void {
    this.#socket.close()
  }
}

/** The guard lies in another bundle, so that its errors are known by their names alone. */
async function resolved(name: string, resolve: Resolve): Promise<string> {
  try {
    return await resolve(name)
  } catch (error) {
    const { name: kind, message } = error as Error
    if (kind === 'NoSuchHost') throw new SnmpFault('no_address', message, error)
    if (kind === 'Refused') throw new SnmpFault('refused_here', message, error)
    throw error
  }
}
