/** BitLocker and device encryption: what the methods of Win32_EncryptableVolume answer. */
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../parts/narrow.ts'
import type { EncryptedVolume, VolumeState } from '../volume.ts'

const volumesMax = 32
const methods: Readonly<Record<number, string>> = {
  1: 'BitLocker AES-128 diffuser',
  2: 'BitLocker AES-256 diffuser',
  3: 'BitLocker AES-128',
  4: 'BitLocker AES-256',
  5: 'BitLocker hardware encryption',
  6: 'BitLocker XTS-AES-128',
  7: 'BitLocker XTS-AES-256',
}
const kinds = ['system', 'data', 'removable'] as const

export function decodeBitlocker(
  section: unknown,
  systemDrive: string | undefined,
): readonly EncryptedVolume[] {
  return listOf(section, volumesMax).map((row): EncryptedVolume => {
    const volume = fieldsOf(row)
    const drive = textOf(volume['drive'], 8)?.toUpperCase()
    const conversion = numberOf(volume['conv'])
    const state = stateOf(volume, conversion)
    const moving = state === 'encrypting' || state === 'decrypting'
    const percent = numberOf(volume['pct'])
    const isSystem = drive !== undefined && drive === systemDrive?.toUpperCase()
    return {
      name: drive ?? nameOf(textOf(volume['id'])),
      kind: isSystem ? 'system' : (kinds[numberOf(volume['type']) ?? -1] ?? 'unknown'),
      state,
      reason: state === 'unknown' ? 'bad_output' : undefined,
      method: methodOf(numberOf(volume['method']), state),
      progress: moving && percent !== undefined ? Math.min(100, Math.max(0, percent)) : undefined,
      paused: moving ? conversion === 4 || conversion === 5 : undefined,
    }
  })
}

/**
 * LockStatus 1: locked, and then nothing else can be told. ConversionStatus: 0 decrypted, 1 encrypted,
 * 2 encrypting, 3 decrypting, 4 and 5 the same paused. ProtectionStatus: 0 off, 1 on, 2 unknown. Off
 * on an encrypted volume: its key lies open on the disk.
 */
function stateOf(volume: Fields, conversion: number | undefined): VolumeState {
  const protection = numberOf(volume['prot'])
  const locked = numberOf(volume['lock']) === 1 || (protection === 2 && conversion === undefined)
  if (locked) return 'locked'
  switch (conversion) {
    case 0:
      return 'not_encrypted'
    case 1:
      if (protection === 1) return 'encrypted'
      if (protection === 0) return 'suspended'
      return protection === 2 ? 'locked' : 'unknown'
    case 2:
    case 4:
      return 'encrypting'
    case 3:
    case 5:
      return 'decrypting'
    default:
      return withoutConversion(protection, numberOf(volume['method']))
  }
}

/** Protection is only ever on where the volume is encrypted. */
function withoutConversion(
  protection: number | undefined,
  method: number | undefined,
): VolumeState {
  if (protection === 1) return 'encrypted'
  return protection === 0 && method === 0 ? 'not_encrypted' : 'unknown'
}

function methodOf(method: number | undefined, state: VolumeState): string | undefined {
  if (state === 'not_encrypted') return undefined
  return methods[method ?? 0] ?? 'BitLocker'
}

/** A volume without a letter (recovery, a mounted folder) by the start of its id. */
function nameOf(id: string | undefined): string {
  const start = /\{([0-9a-f]{8})-/i.exec(id ?? '')?.[1]
  return start ? `volume ${start.toLowerCase()}` : 'volume'
}

/** System.Volume.BitLockerProtection, which the shell shows to a standard user. */
const shellStates: Readonly<Record<number, VolumeState>> = {
  1: 'encrypted',
  2: 'not_encrypted',
  3: 'encrypting',
  4: 'decrypting',
  5: 'suspended',
  6: 'locked',
  8: 'suspended',
}

export function decodeShellProtection(
  section: unknown,
  systemDrive: string | undefined,
): readonly EncryptedVolume[] {
  return listOf(section, volumesMax).flatMap((row): EncryptedVolume[] => {
    const { drive, prot } = fieldsOf(row)
    const name = textOf(drive, 8)?.toUpperCase()
    // 0: the volume cannot be encrypted.
    const number = numberOf(prot)
    if (name === undefined || number === undefined || number === 0) return []
    const state = shellStates[number] ?? 'unknown'
    return [
      {
        name,
        kind: name === systemDrive?.toUpperCase() ? 'system' : 'data',
        state,
        reason: state === 'unknown' ? 'not_supported' : undefined,
        method: state === 'not_encrypted' ? undefined : 'BitLocker',
      },
    ]
  })
}
