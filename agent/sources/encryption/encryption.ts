import { encryptionVolume } from '../../../contract/catalogue/families/encryption-volume.ts'
import { encryption } from '../../../contract/catalogue/families/encryption.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import type { Source } from '../source.ts'
import { linuxEncryption } from './linux/linux-encryption.ts'
import { macosEncryption } from './macos/macos-encryption.ts'
import type { EncryptedVolume, EncryptionFindings } from './volume.ts'
import { windowsEncryption } from './windows/windows-encryption.ts'

/** Encryption of the disks. Keys are neither read nor sent. */
export const encryptionSource: Source = {
  name: 'encryption',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['win32', 'linux', 'darwin'],
  about: [
    {
      platform: 'win32',
      read: 'methods of Win32_EncryptableVolume; for a standard user what the shell shows (sections bitlocker, bitlockerShell)',
      privilege: 'administrator',
      cost: 'expected below 1 s in the slow query, every 15 min',
      tried: 'recordings of Windows 10 with BitLocker; not on hardware',
    },
    {
      platform: 'linux',
      read: 'mounts, swaps and /sys/class/block; the LUKS header for the cipher; zfs and zpool where the root lies on ZFS',
      privilege: 'user',
      cost: 'measured: 0.5 ms without dm-crypt, every 15 min',
      tried: 'headers made by cryptsetup luksFormat, written-down /sys trees; ZFS by its manual',
    },
    {
      platform: 'darwin',
      read: 'fdesetup status, fdesetup isactive',
      privilege: 'user',
      cost: 'expected below 0.2 s, every 15 min',
      tried: 'by its manual; not on hardware',
    },
  ],
  measurements: [encryption.name, encryptionVolume.name],
  start:
    () =>
    async ({ host }) =>
      rows(await findings(host)),
}

async function findings(host: Host): Promise<EncryptionFindings> {
  switch (host.platform) {
    case 'win32':
      return windowsEncryption(await host.windows('slow'))
    case 'linux':
      return await linuxEncryption(host)
    case 'darwin':
      return await macosEncryption(host)
  }
}

function rows(found: EncryptionFindings): readonly Reading[] {
  if ('notApplicable' in found) {
    return [reading(encryption, {}, { state: 'not_applicable', reason: 'none' })]
  }
  const { volumes } = found
  const system = volumes.find(({ kind }) => kind === 'system')
  const swap = volumes.find(({ kind }) => kind === 'swap')
  const known = volumes.filter(({ state }) => state !== 'unknown')
  return [
    reading(
      encryption,
      {},
      {
        state: system?.state ?? 'unknown',
        reason: reasonOf(system),
        method: system?.method,
        swap_encrypted: !swap || swap.state === 'unknown' ? null : swap.state === 'encrypted',
        volumes: known.length,
        volumes_encrypted: known.filter(({ state }) => state === 'encrypted' || state === 'locked')
          .length,
      },
    ),
    ...named(volumes).map((volume) =>
      reading(
        encryptionVolume,
        { volume: volume.name },
        {
          state: volume.state,
          kind: volume.kind,
          method: volume.method,
          progress: volume.progress,
          paused: volume.paused,
        },
      ),
    ),
  ]
}

function reasonOf(system: EncryptedVolume | undefined) {
  if (!system) return 'provider_failed'
  return system.state === 'unknown' ? (system.reason ?? 'provider_failed') : 'none'
}

/** Two volumes never share a series. */
function named(volumes: readonly EncryptedVolume[]): readonly EncryptedVolume[] {
  return [...new Map(volumes.map((volume) => [volume.name, volume])).values()]
}
