import type { Program } from './program.ts'

export const powershell = '%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'
export const taskkill = '%SystemRoot%\\System32\\taskkill.exe'
const reg = '%SystemRoot%\\System32\\reg.exe'

const begin = ['-NoProfile', '-NonInteractive', '-NoLogo', '-ExecutionPolicy', 'Bypass', '-File']
const script = {
  name: 'folder of the agent\\agent-windows.ps1',
  shape: /[^"<>|*?\n]{1,1000}agent-windows\.ps1/,
}
const tier = { name: 'fast, slow or daily', shape: /fast|slow|daily/ }
/** Sections that did not end the last time. */
const sections = {
  name: 'sections to leave out',
  shape: /[A-Za-z]\w{0,39}(?:,[A-Za-z]\w{0,39}){0,31}/,
}

export const windowsPrograms = [
  {
    path: powershell,
    gives:
      'all slow facts of Windows at once, from the agent’s own script, whose SHA-256 is checked before each run; it starts secedit.exe (/export) and wbadmin.exe (get versions) itself',
    arguments: [
      [...begin, script, '-Tier', tier],
      [...begin, script, '-Tier', tier, '-Skip', sections],
    ],
  },
  {
    path: reg,
    gives: 'the machine’s id, serial number and maker, to know it again when it is enrolled anew',
    arguments: [
      ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'],
      ['query', 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\mssmbios\\Data', '/v', 'SMBiosData'],
      ['query', 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS'],
    ],
  },
  {
    path: taskkill,
    gives: 'nothing: it ends a program of this list, with its children, that did not end in time',
    arguments: [['/T', '/F', '/PID', { name: 'its process', shape: /\d{1,10}/ }]],
  },
] as const satisfies readonly Program[]
