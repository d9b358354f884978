/** The script of the batched query: it runs with the agent's rights, so it must be the agent's own. */
import { createHash } from 'node:crypto'

/** Written into the bundle when it is built; a run from the sources has none. */
export const scriptHash: string | undefined = process.env.MLINZI_WINDOWS_SCRIPT_SHA256

/** What an office that signs its scripts appends (Set-AuthenticodeSignature): comments only. */
const signature =
  /\r?\n# SIG # Begin signature block\r?\n(?:# [\w+/=]*\r?\n)*# SIG # End signature block\s*$/

/** SHA-256 of the script as it was built, whether or not it was signed since. */
export function hashOfScript(text: string): string {
  const own = text.replace(/^\ufeff/, '').replace(signature, '')
  return createHash('sha256').update(own.replaceAll('\r\n', '\n').trimEnd()).digest('hex')
}

/** Names of all sections that the script can print. */
export function sectionNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\bQL?\s+'(\w+)'/g)].map((found) => found[1] ?? ''))
}
