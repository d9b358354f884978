/** What reg.exe tells without PowerShell; the names of its types are not translated. */
import type { Host } from '../../../host/host.ts'
import { smbiosIds } from './smbios.ts'

const reg = '%SystemRoot%\\System32\\reg.exe'
const linesMax = 200
const outputBytesMax = 512 * 1024
const timeoutMs = 5000

export const registryKeys = {
  machineGuid: ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'],
  firmware: [
    'query',
    'HKLM\\SYSTEM\\CurrentControlSet\\Services\\mssmbios\\Data',
    '/v',
    'SMBiosData',
  ],
  bios: ['query', 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS'],
} as const

/** Values by name; empty when there is no such key, no right to it, or no reg.exe. */
export async function registryValues(
  host: Host,
  key: keyof typeof registryKeys,
): Promise<ReadonlyMap<string, string>> {
  try {
    const { stdout } = await host.run(reg, registryKeys[key], { outputBytesMax, timeoutMs })
    return valuesOf(stdout)
  } catch {
    // A missing, hung or forbidden reg.exe must not keep the agent from starting.
    return new Map()
  }
}

/** "    MachineGuid    REG_SZ    6f0b4a9e-…" */
export function valuesOf(output: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of output.split(/\r?\n/, linesMax)) {
    const parts = /^ {4}(\S.{0,200}?) {4}REG_[A-Z_]{2,40}(?: {4}(.*))?$/.exec(line)
    const value = parts?.[2]?.trim()
    if (parts?.[1] && value) found.set(parts[1], value)
  }
  return found
}

export async function windowsIds(host: Host): Promise<{
  readonly serial?: string | undefined
  readonly uuid?: string | undefined
  readonly systemId?: string | undefined
}> {
  const [guid, firmware] = await Promise.all([
    registryValues(host, 'machineGuid'),
    registryValues(host, 'firmware'),
  ])
  const table = Buffer.from(firmware.get('SMBiosData') ?? '', 'hex')
  return { ...smbiosIds(table), systemId: guid.get('MachineGuid')?.toLowerCase() }
}
