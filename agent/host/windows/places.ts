import path from 'node:path'

/** Where Windows keeps things, when the environment does not say. */
const places: Readonly<Record<string, string>> = {
  SystemRoot: 'C:\\Windows',
  ProgramFiles: 'C:\\Program Files',
  ProgramData: 'C:\\ProgramData',
}

/** `%SystemRoot%\System32\reg.exe` with this computer's own folder; other paths stay as they are. */
export function fillIn(program: string): string {
  return program.replace(/^%(\w+)%/, (whole, name: string) => {
    const fallback = places[name]
    return fallback === undefined ? whole : (process.env[name] ?? fallback)
  })
}

export function systemDrive(): string {
  return (process.env['SystemDrive'] ?? 'C:').slice(0, 2).toUpperCase()
}

/** An elevated administrator or LocalSystem: nobody else may list this folder. */
export const administratorsFolder = '%SystemRoot%\\System32\\config'

/** The script lies beside the agent's bundle; a run from the sources has none. */
export function scriptPath(): string {
  return path.join(path.dirname(path.resolve(process.argv[1] ?? '.')), 'agent-windows.ps1')
}

/** What programs of Windows need to be told to work at all; nothing of ours, nobody's secrets. */
const passedOn = [
  'SystemRoot',
  'windir',
  'SystemDrive',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'ProgramW6432',
  'CommonProgramFiles',
  'ProgramData',
  'ALLUSERSPROFILE',
  'PUBLIC',
  'USERPROFILE',
  'USERNAME',
  'USERDOMAIN',
  'APPDATA',
  'LOCALAPPDATA',
  'COMPUTERNAME',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
  'OS',
]

/** For programs on Windows. Only the system's own folders are searched. */
export function windowsEnvironment(): Readonly<Record<string, string>> {
  const given = passedOn.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const root = fillIn('%SystemRoot%')
  return { ...Object.fromEntries(given), PATH: `${root}\\System32;${root}` }
}
