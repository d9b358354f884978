/** macOS: com.apple.SoftwareUpdate.plist, which the system keeps; no scan is started. */
import { parsePlist, plistGroup, plistList, type PlistValue } from '../parts/plist.ts'
import { instantOf } from '../parts/narrow.ts'
import type { Pending, UpdateHistory } from './pending.ts'

/** Undefined: this is not that file. */
export function parseMacUpdates(text: string): (Pending & UpdateHistory) | undefined {
  const root = parsePlist(text)
  if (root === undefined) return undefined
  const facts = plistGroup(root)
  const recommended = plistList(facts['RecommendedUpdates']).map(plistGroup)
  const counted = facts['LastRecommendedUpdatesAvailable'] ?? facts['LastUpdatesAvailable']
  if (recommended.length === 0 && typeof counted !== 'number') return undefined
  const security = recommended.filter(
    (one) => /security|^macOS /i.test(nameOf(one)) || one['MobileSoftwareUpdate'] === true,
  )
  return {
    pending: Math.max(recommended.length, typeof counted === 'number' ? counted : 0),
    security: security.length,
    lastCheckMs: instantOf(facts['LastSuccessfulDate'] ?? facts['LastFullSuccessfulDate']),
    automatic: automaticOf(facts['AutomaticallyInstallMacOSUpdates']),
  }
}

function nameOf(one: ReturnType<typeof plistGroup>): string {
  const name = one['Display Name']
  return typeof name === 'string' ? name : ''
}

function automaticOf(value: PlistValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  return typeof value === 'number' ? value !== 0 : undefined
}
