/** FileVault. */
import { NotPresent, Unknown, type Host } from '../../../host/host.ts'
import type { EncryptedVolume, EncryptionFindings } from '../volume.ts'

const program = '/usr/bin/fdesetup'
type Verdict = Pick<EncryptedVolume, 'state' | 'progress' | 'method'>

/** Throws Unknown when fdesetup does not tell. */
export async function macosEncryption(host: Host): Promise<EncryptionFindings> {
  const verdict =
    decodeFileVault((await run(host, ['status'])).stdout) ??
    byExitCode((await run(host, ['isactive'])).exitCode)
  if (!verdict) throw new Unknown('bad_output', 'fdesetup did not tell the state of FileVault')
  return { volumes: [{ name: '/', kind: 'system', ...verdict }] }
}

/** "FileVault is On.", and while it works "Encryption in progress: Percent completed = 23". */
export function decodeFileVault(output: string): Verdict | undefined {
  const text = output.slice(0, 4096)
  const progress = /^(En|De)cryption in progress: Percent completed = (\d{1,3})/m.exec(text)
  if (progress) {
    const state = progress[1] === 'En' ? 'encrypting' : 'decrypting'
    return { state, progress: Math.min(100, Number(progress[2])), method: 'FileVault' }
  }
  const switched = /^FileVault is (On|Off)\b/m.exec(text)?.[1]
  if (switched === undefined) return undefined
  return switched === 'On'
    ? { state: 'encrypted', method: 'FileVault' }
    : { state: 'not_encrypted' }
}

/** `fdesetup isactive` ends with 0 where FileVault is on and 1 where it is off. */
function byExitCode(exitCode: number): Verdict | undefined {
  if (exitCode === 0) return { state: 'encrypted', method: 'FileVault' }
  return exitCode === 1 ? { state: 'not_encrypted' } : undefined
}

async function run(host: Host, args: readonly string[]) {
  try {
    return await host.run(program, args, { timeoutMs: 10_000 })
  } catch (error) {
    if (error instanceof NotPresent) throw new Unknown('not_installed', error.message)
    throw error
  }
}
