/** The runner with real processes in PowerShell's place; only its deadline is on a virtual clock. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unknown } from '../../../../agent/host/host.ts'
import { powershell } from '../../../../agent/host/programs/windows.ts'
import { allowed } from '../../../../agent/host/programs.ts'
import { runTier, tierWords } from '../../../../agent/host/windows/powershell.ts'
import { hashOfScript } from '../../../../agent/host/windows/script.ts'
import { windowsSection } from '../../../../agent/sources/parts/windows-section.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-powershell-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const script = "Q 'os' { }\nQL 'av' { }\nQ 'last' { }\n"
const who = JSON.stringify({ whoami: { system: true, admin: true, clm: 'FullLanguage' }, v: 1 })
const begun = (s: string): string => JSON.stringify({ s, begun: true })
const told = (s: string, v: unknown): string => JSON.stringify({ s, ms: 5, v })
const done = JSON.stringify({ done: true, err: {} })
const print = (...lines: readonly string[]): string =>
  `process.stdout.write(${JSON.stringify(`${lines.join('\r\n')}\r\n`)})`

/** A program that does this in PowerShell's stead. */
function shellThat(body: string) {
  const program = path.join(folder, 'powershell.exe')
  const own = path.join(folder, 'agent-windows.ps1')
  writeFileSync(program, `#!${process.execPath}\n${body}\n`)
  chmodSync(program, 0o755)
  writeFileSync(own, script)
  return { program, script: own, scriptHash: hashOfScript(script), clock: new VirtualClock() }
}
const { signal } = new AbortController()

async function refusal(shell: Parameters<typeof runTier>[0]): Promise<Unknown> {
  const error: unknown = await runTier(shell, 'slow', [], signal).catch((thrown: unknown) => thrown)
  if (error instanceof Unknown) return error
  throw new Error('It was no Unknown', { cause: error })
}

describe.skipIf(process.platform === 'win32')('one run of the Windows query', () => {
  it('gives what was told, and a section that was not asked does not apply', async () => {
    const shell = shellThat(print(who, begun('os'), told('os', { build: '19045' }), done))
    const { facts, hung } = await runTier(shell, 'slow', [], signal)
    expect(facts.sections).toEqual({ os: { build: '19045' } })
    expect(facts.errors).toEqual({})
    expect(facts.observedAtMs).toBe(shell.clock.now())
    expect(hung).toBeUndefined()
  })

  it('starts PowerShell with just the words that are on the list of programs', async () => {
    const shell = shellThat(
      `${print(who, done)};require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'words'))}, JSON.stringify(process.argv.slice(2)))`,
    )
    await runTier(shell, 'daily', ['defender', 'av'], signal)
    const words: unknown = JSON.parse(readFileSync(path.join(folder, 'words'), 'utf8'))
    expect(words).toEqual(tierWords(shell.script, 'daily', ['defender', 'av']))
    const own = 'C:\\Program Files\\Mlinzi\\agent-windows.ps1'
    expect(allowed(powershell, tierWords(own, 'fast', []))).toBeDefined()
    expect(allowed(powershell, tierWords(own, 'daily', ['defender', 'av']))).toBeDefined()
    expect(allowed(powershell, [...tierWords(own, 'fast', []), '-Command', 'x'])).toBeUndefined()
    expect(allowed(powershell, tierWords('C:\\x\\other.ps1', 'fast', []))).toBeUndefined()
    expect(allowed(powershell, tierWords(own, 'fast', ['a;b']))).toBeUndefined()
  })

  it('that hangs in a section is killed with its children, and the sections before it are kept', async () => {
    const mark = path.join(folder, 'ready')
    const shell = shellThat(
      `${print(who, told('os', { build: '1' }), begun('av'))}
       const child = require('node:child_process').spawn('/bin/sleep', ['998877'], { stdio: 'inherit' })
       require('node:fs').writeFileSync(${JSON.stringify(mark)}, String(child.pid))
       setInterval(() => {}, 1000)`,
    )
    const running = runTier(shell, 'slow', [], signal)
    await vi.waitFor(
      () => expect(existsSync(mark) && readFileSync(mark, 'utf8')).toMatch(/\d/),
      10_000,
    )
    await shell.clock.advance(90_000)
    const { facts, hung } = await running
    expect(hung).toBe('av')
    expect(windowsSection(facts, 'os')).toEqual({ build: '1' })
    for (const name of ['av', 'last']) {
      expect(() => windowsSection(facts, name)).toThrow(
        expect.objectContaining({ name: 'Unknown', reason: 'timed_out' }),
      )
    }
    const child = Number(readFileSync(mark, 'utf8'))
    await vi.waitFor(() => expect(() => process.kill(child, 0)).toThrow('ESRCH'), 10_000)
  })

  it('that prints without end is stopped at 4 MB, and what came before is kept', async () => {
    const shell = shellThat(
      `${print(who, told('os', { build: '1' }), begun('av'))}
       const flood = () => { while (process.stdout.write('x'.repeat(65536))); process.stdout.once('drain', flood) }
       flood()`,
    )
    const { facts, hung } = await runTier(shell, 'slow', [], signal)
    expect(facts.sections).toEqual({ os: { build: '1' } })
    expect(hung).toBe('av')
    expect(facts.errors['last']).toBeDefined()
  })

  it('that ends early leaves what it had not told as failed, not as not applicable', async () => {
    const { facts } = await runTier(shellThat(print(who, begun('os'))), 'slow', [], signal)
    expect(() => windowsSection(facts, 'last')).toThrow(
      expect.objectContaining({ reason: 'provider_failed' }),
    )
  })

  it('tells of a section that was left out that it hung the last time', async () => {
    const shell = shellThat(print(who, told('os', 1), done))
    const { facts } = await runTier(shell, 'slow', ['av'], signal)
    expect(() => windowsSection(facts, 'av')).toThrow(
      expect.objectContaining({ reason: 'timed_out' }),
    )
  })

  it.each<[string, string]>([
    ['UTF-16', 'utf16le'],
    ['UTF-8', 'utf8'],
  ])('understands %s with a byte order mark', async (_, encoding) => {
    const text = JSON.stringify(`\ufeff${who}\r\n${told('os', { name: 'é' })}\r\n${done}`)
    const shell = shellThat(`process.stdout.write(Buffer.from(${text}, '${encoding}'))`)
    expect((await runTier(shell, 'slow', [], signal)).facts.sections).toEqual({ os: { name: 'é' } })
  })

  it.each<[string, string, string]>([
    ['prints nothing understandable', "console.log('<html>')", 'bad_output'],
    ['does nothing at all, as a placeholder does', '', 'not_installed'],
    [
      'is forbidden to run scripts, in any language',
      "console.error('Die Datei kann nicht geladen werden. https:/go.microsoft.com/fwlink/?LinkID=135170'); process.exitCode = 1",
      'restricted',
    ],
  ])('is unknown when PowerShell %s', async (_, body, reason) => {
    expect((await refusal(shellThat(body))).reason).toBe(reason)
  })

  it('is unknown when there is no PowerShell', async () => {
    const shell = { ...shellThat(''), program: path.join(folder, 'none', 'powershell.exe') }
    expect((await refusal(shell)).reason).toBe('not_installed')
  })

  it('does not run a script that somebody changed, nor one that is not there', async () => {
    const shell = shellThat(
      `require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'ran'))}, '')`,
    )
    writeFileSync(shell.script, `${script}Remove-Item x`)
    expect((await refusal(shell)).reason).toBe('restricted')
    rmSync(shell.script)
    expect((await refusal(shell)).reason).toBe('not_installed')
    expect((await refusal({ ...shell, scriptHash: undefined })).reason).toBe('not_installed')
    expect(existsSync(path.join(folder, 'ran'))).toBe(false)
  })

  it('ends at once when the agent stops', async () => {
    const stop = new AbortController()
    const running = runTier(shellThat('setInterval(() => {}, 1000)'), 'slow', [], stop.signal)
    stop.abort(new Error('The agent stops'))
    await expect(running).rejects.toBeInstanceOf(Error)
  })
})
