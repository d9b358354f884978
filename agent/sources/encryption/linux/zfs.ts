/** ZFS: encryption of a dataset, and devices of a pool that may lie on LUKS. */
import { TimedOut } from '../../../../lib/deadline.ts'
import { NotPresent, type Host } from '../../../host/host.ts'
import type { EncryptedVolume } from '../volume.ts'
import { cryptLayer, deviceName } from './block-devices.ts'

type Verdict = Pick<EncryptedVolume, 'state' | 'reason' | 'method'>

export async function zfsEncryption(host: Host, dataset: string): Promise<Verdict> {
  const told = await output(host, '/usr/sbin/zfs', [
    'get',
    '-H',
    '-o',
    'value',
    'encryption',
    dataset,
  ])
  if (typeof told !== 'string') return { state: 'unknown', reason: told.reason }
  const cipher = decodeZfsEncryption(told)
  if (cipher === undefined) return { state: 'unknown', reason: 'bad_output' }
  if (cipher !== 'off') return { state: 'encrypted', method: `ZFS ${cipher}` }
  const pool = dataset.split('/', 1)[0] ?? dataset
  const list = await output(host, '/usr/sbin/zpool', ['list', '-v', '-H', '-P', '-L', pool])
  const paths = typeof list === 'string' ? decodePoolDevices(list) : []
  const layers = paths.map((path) => {
    const name = deviceName(host, '', path)
    return name === undefined ? undefined : cryptLayer(host, name)
  })
  const kind = layers[0]?.kind
  const all = kind !== undefined && layers.every((layer) => layer?.kind !== undefined)
  return all ? { state: 'encrypted', method: `ZFS on ${kind}` } : { state: 'not_encrypted' }
}

/** `off`, or the cipher: aes-256-gcm. A version without encryption answers "-". */
export function decodeZfsEncryption(text: string): string | undefined {
  const word = text.trim()
  if (word === '-') return 'off'
  return /^[a-z0-9-]{2,32}$/.test(word) ? word : undefined
}

/** Paths of the devices in `zpool list -v -H -P -L`. */
export function decodePoolDevices(text: string): readonly string[] {
  return text
    .split('\n', 256)
    .flatMap((line) => /^\s+(\/dev\/[\w./:-]{1,200})\s/.exec(line)?.[1] ?? [])
}

async function output(
  host: Host,
  program: string,
  args: readonly string[],
): Promise<string | { readonly reason: 'not_installed' | 'timed_out' | 'provider_failed' }> {
  try {
    const { exitCode, stdout } = await host.run(program, args, { timeoutMs: 10_000 })
    return exitCode === 0 ? stdout : { reason: 'provider_failed' }
  } catch (error) {
    if (error instanceof NotPresent) return { reason: 'not_installed' }
    if (error instanceof TimedOut) return { reason: 'timed_out' }
    throw error
  }
}
