/** What the parts of the Windows query may and may not say. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { productsByService } from '../../../../agent/sources/antivirus/windows/brands.ts'

const folder = path.join(import.meta.dirname, '../../../../agent/host/windows/batch')
const fragment = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
const antivirus = fragment('40-antivirus.ps1')
const all = [antivirus, fragment('41-firewall.ps1'), fragment('42-encryption.ps1')]

test('every service that tells a brand is asked for, by its exact name', () => {
  const asked = [...(/\$names = (.*)/.exec(antivirus)?.[1] ?? '').matchAll(/'([^']+)'/g)]
  const names = asked.flatMap(([, name]) => name ?? [])
  expect(names.length).toBeGreaterThan(30)
  expect(new Set(names).size).toBe(names.length)
  const known = new Set(names)
  const source = readFileSync(
    path.join(import.meta.dirname, '../../../../agent/sources/antivirus/windows/brands.ts'),
    'utf8',
  )
  const wanted = [...source.matchAll(/services: \[([^\]]*)\]/g)].flatMap(([, list]) =>
    [...(list ?? '').matchAll(/'([^']+)'/g)].flatMap(([, name]) => name ?? []),
  )
  expect(wanted.length).toBeGreaterThan(20)
  expect(wanted.filter((name) => !known.has(name))).toEqual([])
  for (const name of wanted) {
    expect(productsByService({ [name]: 4 }), name).toMatchObject([{ state: 'on' }])
    expect(productsByService({ [name]: 1 }), name).toMatchObject([{ state: 'off' }])
    expect(productsByService({ [name]: 2 }), name).toMatchObject([{ state: 'unknown' }])
  }
})

test('no file, user, process or key is asked for', () => {
  for (const text of all) {
    expect(text).not.toMatch(
      /\bResources\b|ProcessName|DomainUser|Detection User|'Path'|'Process Name'/,
    )
    expect(text).not.toMatch(/RecoveryPassword|NumericalPassword|GetKeyProtector|KeyPackage/i)
  }
})

test('nothing is set, started or fetched', () => {
  for (const text of all) {
    expect(text).not.toMatch(
      /\b(?:Set|Start|Stop|Remove|New|Enable|Disable|Update|Restart)-(?!Object)\w/,
    )
    expect(text).not.toMatch(/Invoke-(?!CimMethod)\w|https?:/)
    const methods = [...text.matchAll(/-MethodName (\w+)/g)].map(([, name]) => name)
    expect(methods.filter((name) => !name?.startsWith('Get'))).toEqual([])
  }
})
