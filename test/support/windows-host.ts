import { NotPresent, Unknown, type Host } from '../../agent/host/host.ts'
import type { WindowsFacts } from '../../agent/host/windows/facts.ts'
import { registryKeys } from '../../agent/sources/inventory/windows/registry.ts'

export interface WindowsScene {
  /** What every tier of the query tells. */
  readonly sections?: WindowsFacts['sections']
  readonly errors?: WindowsFacts['errors']
  /** What it fails with instead. */
  readonly failure?: Error
  /** Values by the names that the registry reader has for its keys. */
  readonly registry?: Partial<Record<keyof typeof registryKeys, Readonly<Record<string, string>>>>
  readonly addresses?: Readonly<Record<string, readonly string[]>>
  readonly hardwareAddresses?: Readonly<Record<string, string>>
}

/** A Windows computer with these answers; PC-7, 8000 MiB, four logical processors. */
export function windowsHost(scene: WindowsScene): Host {
  const none = new NotPresent('There is no such file')
  return {
    platform: 'win32',
    readText: () => Promise.reject(none),
    readTextNow: () => {
      throw none
    },
    readBytes: () => Promise.reject(none),
    fileInfo: async () => undefined,
    walk: () => Promise.reject(none),
    list: () => [],
    linkTarget: () => undefined,
    statfs: () => Promise.reject(none),
    run: async (_, args) => ({ exitCode: 0, stdout: printed(scene, args), stderr: '' }),
    windows: async () => {
      if (scene.failure) throw scene.failure
      if (!scene.sections) throw new Unknown('not_installed', 'no PowerShell')
      return factsOf(scene.sections, scene.errors ?? {})
    },
    facts: () => ({
      hostname: 'PC-7',
      logicalProcessors: 4,
      release: '10.0.19045',
      arch: 'x64',
      system: 'Windows 10 Pro',
      processorModel: 'Intel(R) Core(TM) i5',
      systemDrive: 'C:',
    }),
    addresses: () => scene.addresses ?? {},
    processorTimes: () => [],
    memory: () => ({ totalBytes: 8000 * 1024 * 1024 + 5, freeBytes: 0 }),
    loadAverage: () => [0, 0, 0],
    hardwareAddresses: () => scene.hardwareAddresses ?? {},
  }
}

function factsOf(sections: WindowsFacts['sections'], errors: WindowsFacts['errors']): WindowsFacts {
  const whoami = {
    system: true,
    admin: true,
    language: 'sw-TZ',
    powershell: '5.1',
    languageMode: 'FullLanguage',
  }
  return { observedAtMs: 0, whoami, sections, errors, durations: {} }
}

/** As reg.exe prints the values of a key. */
function printed({ registry = {} }: WindowsScene, args: readonly string[]): string {
  for (const [key, values] of Object.entries(registry)) {
    const words = Object.entries(registryKeys).find(([name]) => name === key)?.[1]
    if (words?.join(' ') !== args.join(' ')) continue
    const lines = Object.entries(values).map(([name, value]) => `    ${name}    REG_SZ    ${value}`)
    return `\r\n${args[1]}\r\n${lines.join('\r\n')}\r\n\r\n`
  }
  return ''
}
