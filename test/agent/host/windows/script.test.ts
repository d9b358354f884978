import { describe, expect, it } from 'vitest'
import { hashOfScript, sectionNames } from '../../../../agent/host/windows/script.ts'

const script = "param()\nQ 'os' { 1 }\nif ($isClient) { QL 'av' { 2 } }\n"
const signature =
  '\r\n# SIG # Begin signature block\r\n# MIIFrwYJKoZIhvcNAQcCoIIFoDCCBZwC+/==\r\n# SIG # End signature block\r\n'

describe('the hash of the Windows script', () => {
  it('does not mind line ends, a byte order mark or an office’s signature', () => {
    const hash = hashOfScript(script)
    expect(hashOfScript(script.replaceAll('\n', '\r\n'))).toBe(hash)
    expect(hashOfScript(`\ufeff${script}`)).toBe(hash)
    expect(hashOfScript(script.replaceAll('\n', '\r\n') + signature)).toBe(hash)
  })

  it('minds every other change, also one that hides behind the signature or looks like one', () => {
    const hash = hashOfScript(script)
    expect(hashOfScript(`${script}Remove-Item x\n`)).not.toBe(hash)
    expect(hashOfScript(`${script}${signature}Remove-Item x\n`)).not.toBe(hash)
    expect(hashOfScript(script + signature.replace('# MIIF', 'MIIF'))).not.toBe(hash)
    expect(hashOfScript(script + signature.replace('MIIFrw', 'a; b #'))).not.toBe(hash)
  })
})

it('the names of its sections can be read from it', () => {
  expect([...sectionNames(script)]).toEqual(['os', 'av'])
})
