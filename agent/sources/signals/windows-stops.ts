/** Section `stops`: Kernel-General 12 and 13, Kernel-Power 41, WER 1001, EventLog 6008. */
import { fieldsOf, instantOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import type { StopRecord } from './stops.ts'

const entriesMax = 1000

/** 41 with a bugcheck code that is not 0, and 1001, are traces of a crash. */
export function parseWindowsStops(section: unknown): readonly StopRecord[] {
  return listOf(section, entriesMax)
    .map(fieldsOf)
    .flatMap((entry): readonly StopRecord[] => {
      const atMs = instantOf(entry['at'])
      if (atMs === undefined) return []
      const provider = textOf(entry['src']) ?? ''
      const id = numberOf(entry['id'])
      if (provider === 'Microsoft-Windows-Kernel-General' && id === 12) {
        return [{ kind: 'start', atMs }]
      }
      if (provider === 'Microsoft-Windows-Kernel-General' && id === 13) {
        return [{ kind: 'farewell', atMs }]
      }
      if (provider === 'Microsoft-Windows-WER-SystemErrorReporting') {
        return [{ kind: 'trace', atMs }]
      }
      const bugcheck = numberOf(entry['bug'])
      return id === 41 && bugcheck !== undefined && bugcheck !== 0 ? [{ kind: 'trace', atMs }] : []
    })
}
