import { Unknown } from '../../../host/host.ts'
import type { WindowsFacts } from '../../../host/windows/facts.ts'
import { textOf } from '../../parts/narrow.ts'
import { section } from '../../parts/section-answer.ts'
import type { EncryptionFindings } from '../volume.ts'
import { decodeBitlocker, decodeShellProtection } from './bitlocker.ts'

/** Throws Unknown when Windows has volumes that can be encrypted and did not tell their state. */
export function windowsEncryption(facts: WindowsFacts): EncryptionFindings {
  const systemDrive = textOf(section(facts, 'systemDrive').value, 8) ?? 'C:'
  const full = section(facts, 'bitlocker')
  if (full.asked && !full.failed) {
    const volumes = decodeBitlocker(full.value, systemDrive)
    return volumes.length > 0 ? { volumes } : withoutVolumes(facts)
  }
  const shell = section(facts, 'bitlockerShell')
  if (shell.asked && !shell.failed) {
    const volumes = decodeShellProtection(shell.value, systemDrive)
    if (volumes.length > 0) return { volumes }
  }
  // This edition, or this server without the feature, has no BitLocker at all.
  if (full.failed === 'not_installed') return { notApplicable: true }
  throw new Unknown(full.failed ?? 'provider_failed', 'Windows did not tell about encryption')
}

/** A standard user is shown an empty list where an administrator sees volumes. */
function withoutVolumes(facts: WindowsFacts): EncryptionFindings {
  if (facts.whoami.admin || facts.whoami.system) return { notApplicable: true }
  throw new Unknown('no_privilege', 'Only an administrator sees the volumes')
}
