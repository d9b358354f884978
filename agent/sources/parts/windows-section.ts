import { NotPresent, Unknown, type UnknownReason } from '../../host/host.ts'
import type { WindowsError, WindowsFacts } from '../../host/windows/facts.ts'

/** HRESULTs of Windows, WMI (wbemcli.h), .NET and WinRM whose meaning is known; the rest failed. */
const reasons: Readonly<Record<string, UnknownReason>> = {
  '0X80070005': 'no_privilege',
  '0X80041003': 'no_privilege',
  '0X80041062': 'no_privilege',
  '0X80070522': 'no_privilege',
  '0X8013150A': 'no_privilege',
  '0X8004100E': 'not_installed',
  '0X80041010': 'not_installed',
  '0X80041013': 'not_installed',
  '0X80040154': 'not_installed',
  '0X80070424': 'not_installed',
  '0X80041069': 'timed_out',
  '0X00040004': 'timed_out',
  '0X800705B4': 'timed_out',
  '0X80131505': 'timed_out',
  '0X80338029': 'timed_out',
  '0X8004100C': 'not_supported',
  '0X80041024': 'not_supported',
  '0X80070032': 'not_supported',
  '0X80004001': 'not_supported',
  '0X80131515': 'not_supported',
  '0X80070020': 'busy',
  '0X80070021': 'busy',
  '0X800700AA': 'busy',
  '0X80041045': 'busy',
  '0X80070035': 'unreachable',
  '0X80070043': 'unreachable',
  '0X8007054B': 'unreachable',
  '0X8007203A': 'unreachable',
}
const messageLengthMax = 200

/**
 * What the batched query told under that name; `null` and `[]`: it looked and found nothing. Throws
 * Unknown when the question failed and NotPresent when it was not asked on such a computer.
 */
export function windowsSection(facts: WindowsFacts, name: string): unknown {
  const error = Object.hasOwn(facts.errors, name) ? facts.errors[name] : undefined
  if (error) {
    const { reason, code } = judgeWindowsError(error, facts.whoami.languageMode)
    const message = (error.message ?? '').replace(/\s+/g, ' ').trim().slice(0, messageLengthMax)
    throw new Unknown(
      reason,
      `Windows did not tell "${name}" (${code})${message && `: ${message}`}`,
    )
  }
  if (!Object.hasOwn(facts.sections, name)) {
    throw new NotPresent(`"${name}" does not apply to this computer`)
  }
  return facts.sections[name]
}

/** Numbers and untranslated ids decide, never the message; `code` is the one that decided. */
export function judgeWindowsError(
  { hr, fq = '' }: WindowsError,
  languageMode: string,
): { readonly reason: UnknownReason; readonly code: string } {
  // CimException itself only says "failed"; the provider's own number stands in the id.
  const inId = /\b0x[0-9a-f]{8}\b/i.exec(fq)?.[0]
  for (const code of [inId, hr]) {
    const reason = code && reasons[code.toUpperCase()]
    if (reason) return { reason, code }
  }
  const id = fq.split(',', 1)[0] ?? ''
  if (/ConstrainedLanguage|OnlyToCoreTypes/i.test(id)) return { reason: 'restricted', code: id }
  if (/^(?:CommandNotFoundException|NoCOMClassIdentified)$/.test(id)) {
    return { reason: 'not_installed', code: id }
  }
  const code = inId ?? hr ?? (id || 'no code')
  // What has no number of its own there was refused by the mode: COM, ADSI and .NET methods.
  const restricted = languageMode !== 'FullLanguage' && languageMode !== '' && !inId
  return { reason: restricted ? 'restricted' : 'provider_failed', code }
}
