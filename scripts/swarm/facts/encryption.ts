import { encryptionVolume } from '../../../contract/catalogue/families/encryption-volume.ts'
import { encryption } from '../../../contract/catalogue/families/encryption.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { SimulatedHost } from '../council.ts'
import type { Moment } from '../moment.ts'
import { seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

/** Half of the laptops are encrypted; desktops and servers stand in locked rooms. */
export function encryptionFacts({ host }: Moment): readonly Reading[] {
  const state = stateOf(host)
  const method = state === 'not_encrypted' ? '' : 'BitLocker XTS-AES 128'
  const volume = isWindows(host.system) ? 'C:' : '/'
  return [
    reading(
      encryption,
      {},
      {
        state,
        reason: 'none',
        method,
        volumes: 1,
        volumes_encrypted: state === 'encrypted' ? 1 : 0,
      },
    ),
    reading(encryptionVolume, { volume }, { state, kind: 'system', method }),
  ]
}

function stateOf({ name, role, system, ills }: SimulatedHost) {
  if (ills.has('bitlocker_suspended')) return 'suspended'
  const chosen = role === 'laptop' && isWindows(system) && seedOf(name) % 2 === 0
  return chosen ? 'encrypted' : 'not_encrypted'
}
