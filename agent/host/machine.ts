/** What node:os knows of the machine. */
import { readdirSync } from 'node:fs'
import os from 'node:os'
import type { Host, HostFacts, ProcessorTimes } from './host.ts'
import { administratorsFolder, fillIn, systemDrive } from './windows/places.ts'

export function platform(): Host['platform'] {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux'
}

export function machineFacts(): HostFacts {
  const processors = os.cpus()
  const privileged = isPrivileged()
  const model = processors[0]?.model.trim()
  return {
    hostname: os.hostname(),
    logicalProcessors: Math.max(1, processors.length),
    release: os.release(),
    arch: os.arch(),
    system: os.version(),
    ...(model && { processorModel: model }),
    ...(privileged !== undefined && { privileged }),
    ...(process.platform === 'win32' && { systemDrive: systemDrive() }),
  }
}

function isPrivileged(): boolean | undefined {
  if (process.getuid) return process.getuid() === 0
  if (process.platform !== 'win32') return undefined
  try {
    readdirSync(fillIn(administratorsFolder))
    return true
  } catch {
    return false
  }
}

export function processorTimes(): readonly ProcessorTimes[] {
  return os.cpus().map(({ times }) => times)
}

export function memory(): { readonly totalBytes: number; readonly freeBytes: number } {
  return { totalBytes: os.totalmem(), freeBytes: os.freemem() }
}

export function loadAverage(): readonly number[] {
  return os.loadavg()
}

export function addresses(): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {}
  for (const [name, list] of Object.entries(os.networkInterfaces())) {
    const own = (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4')
    if (own.length > 0) found[name] = own.map(({ address }) => address)
  }
  return found
}

/** Of interfaces that have an address at this moment: node:os shows no others. */
export function hardwareAddresses(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, list] of Object.entries(os.networkInterfaces())) {
    const own = list?.find(({ internal }) => !internal)
    if (own && own.mac !== '00:00:00:00:00:00') found[name] = own.mac.toLowerCase()
  }
  return found
}
