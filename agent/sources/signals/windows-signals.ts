/** Section `signals`: entries of the Windows system log, by provider and number. */
import { fieldsOf, instantOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import type { Signal, SignalKind } from './signal.ts'

const entriesMax = 2500

/**
 * Meaning by provider and id, from Microsoft's manifests. disk 51 (paging error) is often harmless on
 * USB and after a resume; 153 (retried) shows a slow or dying disk: both count as slowness.
 */
const meanings: Readonly<Record<string, Readonly<Record<number, SignalKind>>>> = {
  disk: {
    7: 'disk_error',
    11: 'disk_error',
    15: 'disk_slow',
    51: 'disk_slow',
    52: 'disk_error',
    153: 'disk_slow',
    154: 'disk_error',
  },
  storahci: { 11: 'disk_error', 129: 'disk_slow' },
  stornvme: { 11: 'disk_error', 129: 'disk_slow' },
  iaStorA: { 9: 'disk_slow', 129: 'disk_slow' },
  'Microsoft-Windows-DiskDiagnostic': { 1: 'disk_error' },
  'Microsoft-Windows-Ntfs': {
    55: 'filesystem',
    98: 'filesystem',
    130: 'filesystem',
    131: 'filesystem',
    132: 'filesystem',
    140: 'filesystem',
  },
  Ntfs: { 55: 'filesystem', 137: 'filesystem', 140: 'filesystem' },
  'Microsoft-Windows-WHEA-Logger': {
    1: 'hardware',
    17: 'hardware',
    18: 'hardware',
    19: 'hardware',
    20: 'hardware',
    46: 'hardware',
    47: 'hardware',
  },
  'Microsoft-Windows-WER-SystemErrorReporting': { 1001: 'crash' },
  volsnap: { 25: 'shadow_copy', 35: 'shadow_copy', 36: 'shadow_copy' },
  Tcpip: { 4198: 'address_conflict', 4199: 'address_conflict' },
  'Microsoft-Windows-Dhcp-Client': { 1005: 'address_conflict' },
  'Microsoft-Windows-Resource-Exhaustion-Detector': { 2004: 'memory_exhausted' },
  'Microsoft-Windows-Kernel-Power': {
    86: 'overheated',
    87: 'overheated',
    88: 'overheated',
    89: 'overheated',
  },
}
/** Ntfs 98 says with level 4 that a volume is healthy. */
const levelInformation = 4

export function parseWindowsSignals(section: unknown): readonly Signal[] {
  return listOf(section, entriesMax)
    .map(fieldsOf)
    .flatMap((entry) => {
      const provider = textOf(entry['src']) ?? ''
      const id = numberOf(entry['id']) ?? 0
      const atMs = instantOf(entry['at'])
      const kind = Object.hasOwn(meanings, provider) ? meanings[provider]?.[id] : undefined
      if (!kind || atMs === undefined) return []
      if (id === 98 && numberOf(entry['lvl']) === levelInformation) return []
      return [{ kind, atMs, source: `${provider} ${id}` }]
    })
}
