/** macOS's own protection: XProtect, Gatekeeper, System Integrity Protection. */

/** CFBundleShortVersionString of an XML property list; undefined for a binary one. */
export function decodeBundleVersion(plist: string): string | undefined {
  return /<key>CFBundleShortVersionString<\/key>\s*<string>([\w.-]{1,40})<\/string>/.exec(
    plist.slice(0, 65_536),
  )?.[1]
}

/** `spctl --status`: "assessments enabled". */
export function decodeGatekeeper(output: string): boolean | undefined {
  return switched(output, 'assessments')
}

/** `csrutil status`: "System Integrity Protection status: enabled." A custom one is neither. */
export function decodeSystemIntegrity(output: string): boolean | undefined {
  return switched(output, 'System Integrity Protection status:')
}

function switched(output: string, label: string): boolean | undefined {
  const word = new RegExp(`^\\s*${label} (enabled|disabled)\\b(?!\\s*\\()`, 'm').exec(
    output.slice(0, 4096),
  )?.[1]
  return word === undefined ? undefined : word === 'enabled'
}
