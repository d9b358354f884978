/** A machine whose files and programs a test writes down; what is not written is not there. */
import { NotPresent, Unknown, type Host, type RunResult } from '../../agent/host/host.ts'
import { replayHost } from '../../agent/host/replay.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface Script {
  readonly platform?: Host['platform']
  readonly files?: Readonly<Record<string, string>>
  /** By program and arguments as one line; a function may throw. */
  readonly runs?: Readonly<Record<string, RunResult | (() => RunResult)>>
  readonly windows?: Readonly<Record<string, unknown>>
  readonly windowsErrors?: Readonly<Record<string, { readonly hr: string }>>
}
export interface ScriptedMachine extends Host {
  /** Programs that were run, with their arguments, in order. */
  readonly asked: readonly string[]
}

export const printed = (json: unknown, exitCode = 0): RunResult => ({
  exitCode,
  stdout: typeof json === 'string' ? json : JSON.stringify(json),
  stderr: '',
})

const whoami = {
  system: true,
  admin: true,
  language: 'sw-TZ',
  powershell: '5.1',
  languageMode: 'FullLanguage',
}

export function scriptedMachine(script: Script): ScriptedMachine {
  const asked: string[] = []
  const readNow = (file: string): string => {
    const text = script.files?.[file]
    if (text === undefined) throw new NotPresent(`${file} does not exist`)
    return text
  }
  return {
    ...replayHost('/nowhere', new VirtualClock()),
    asked,
    platform: script.platform ?? 'linux',
    readText: async (file) => readNow(file),
    readTextNow: readNow,
    list: (folder) =>
      [...new Set(Object.keys(script.files ?? {}).flatMap((file) => childOf(file, folder)))].sort(),
    run: async (program, args) => {
      const line = [program, ...args].join(' ')
      const found = script.runs?.[line]
      if (found === undefined) throw new NotPresent(`${program} is not installed`)
      asked.push(line)
      return typeof found === 'function' ? found() : found
    },
    windows: async () => {
      if (script.windows === undefined) throw new Unknown('not_supported', 'No PowerShell')
      const errors = script.windowsErrors ?? {}
      return { observedAtMs: 0, whoami, sections: script.windows, errors, durations: {} }
    },
  }
}

function childOf(file: string, folder: string): string[] {
  if (!file.startsWith(`${folder}/`)) return []
  const child = file.slice(folder.length + 1).split('/')[0]
  return child ? [child] : []
}
