/** `mlinzi dashboards build`, and what it makes. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { dashboardOutputs } from '../../scripts/generate/dashboards.ts'
import { shippedDashboards } from './sample.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-dashboards-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function build(...words: readonly string[]) {
  const main = path.resolve('dashboards/main.ts')
  // Run from elsewhere: nothing may rest on the folder in which somebody stands.
  return spawnSync(process.execPath, [main, 'build', ...words], { cwd: folder, encoding: 'utf8' })
}

describe('mlinzi dashboards build', () => {
  it('writes the files of one language, for the data source and the console that it is told', () => {
    const out = path.join(folder, 'one')
    const told = ['--datasource', 'office-influx', '--console', 'https://10.1.2.3:8443/']
    const { status, stderr } = build('--lang', 'sw', ...told, '--out', out)
    expect([status, stderr]).toEqual([0, ''])
    expect(readdirSync(out)).toEqual(['sw'])
    const files = readdirSync(path.join(out, 'sw'))
    expect(files).toContain('mlinzi-fleet-sw.json')
    for (const file of files) {
      const text = readFileSync(path.join(out, 'sw', file), 'utf8')
      const { uid, templating } = JSON.parse(text) as {
        uid: string
        templating: { list: { name: string; current?: unknown }[] }
      }
      expect(`${uid}.json`).toBe(file)
      const choice = templating.list.find(({ name }) => name === 'datasource')
      expect(choice?.current).toEqual({ text: 'office-influx', value: 'office-influx' })
      expect(text).toContain('"https://10.1.2.3:8443"')
      expect(text).not.toContain('8443//')
    }
  })
  it('follows the limits of the office’s own rules', () => {
    const out = path.join(folder, 'own')
    const rules = path.resolve('test/dashboards/own-rules')
    expect(build('--lang', 'en', '--rules', rules, '--out', out).status).toBe(0)
    const text = readFileSync(path.join(out, 'en/mlinzi-host-en.json'), 'utf8')
    const { panels } = JSON.parse(text) as { panels: { title: string; fieldConfig: unknown }[] }
    const memory = panels.find(({ title }) => title === 'Memory')
    expect(memory?.fieldConfig).toMatchObject({
      defaults: { thresholds: { steps: [{ value: null }, { value: 61 }, { value: 72 }] } },
    })
  })
  it.each([
    ['--flavour victoria-metrics', 'VictoriaMetrics has no InfluxQL'],
    ['--lang fr', 'Allowed choices are en, sw, all'],
    ['--rules /no/such/folder', '/no/such/folder'],
  ])('refuses %s and says why', (words, reason) => {
    const { status, stderr } = build(...words.split(' '), '--out', path.join(folder, 'none'))
    expect(status).not.toBe(0)
    expect(stderr).toContain(reason)
    expect(stderr).not.toContain('    at ')
  })
  it('says which folder cannot be written', () => {
    const out = path.resolve('package.json')
    const { status, stderr } = build('--out', out)
    expect(status).not.toBe(0)
    expect(stderr).toContain(out)
    expect(stderr).not.toContain('    at ')
  })
})

describe('what is committed', () => {
  it('is what the code makes', () => {
    for (const [file, text] of Object.entries(dashboardOutputs())) {
      expect(readFileSync(file, 'utf8') === text(), `${file} (npm run generate)`).toBe(true)
    }
    const kept = readdirSync('dashboards/out', { recursive: true, encoding: 'utf8' })
    const made = Object.keys(dashboardOutputs())
    for (const file of kept.filter((name) => name.endsWith('.json'))) {
      expect(made).toContain(`dashboards/out/${file}`)
    }
  })
  it('says in both languages what it shows, and the languages differ', () => {
    const texts = (language: 'en' | 'sw') =>
      shippedDashboards(language).flatMap(({ panels = [] }) =>
        panels.map(({ description, title }) => `${title}: ${description}`),
      )
    const english = new Set(texts('en'))
    expect(texts('sw').filter((text) => english.has(text) && !text.endsWith('undefined'))).toEqual(
      [],
    )
  })
})
