/** What can be said about the PowerShell scripts without a PowerShell. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = path.resolve('scripts/windows/files')
const names = readdirSync(folder)
const scripts = names
  .filter((name) => name.endsWith('.ps1'))
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))
const withoutComments = (text: string): string =>
  text.replaceAll(/<#[^]*?#>/g, '').replaceAll(/^\s*#.*$/gm, '')

describe.each(scripts)('$name', ({ text }) => {
  it('has only letters that every code page has', () => {
    expect(text).toMatch(/^[\n\u0020-\u007e]*$/)
  })

  it('calls no .NET method and makes no .NET object, as constrained language mode wants it', () => {
    const code = withoutComments(text)
    expect(code).not.toContain('::')
    expect(code).not.toMatch(/\.[A-Za-z]+\(/)
    expect(code).not.toMatch(/New-Object|Add-Type|Invoke-Expression/)
  })

  it('names no group of Windows, because those names are translated', () => {
    expect(text).not.toMatch(/BUILTIN|NT AUTHORITY|\bEveryone\b/)
  })

  it('starts Windows\u2019 own programs by their full path', () => {
    expect(withoutComments(text)).not.toMatch(/^\s*&?\s*(icacls|sc|net|reg|powershell)(\.exe)?\s/m)
  })

  it('closes what it opens', () => {
    const count = (sign: string): number => text.split(sign).length
    for (const [open, close] of ['{}', '()'])
      expect(count(open ?? ''), `${open}${close}`).toBe(count(close ?? ''))
  })
})

it('Swahili and English read-me files lie side by side', () => {
  expect(names).toEqual(expect.arrayContaining(['SOMA-KWANZA.txt', 'README.txt']))
})
