/**
 * `npm run bench [-- --json FILE] [-- --only SUITE,…] [-- --quick]`: the budgets as a table with
 * ratios. Each suite runs in a process of its own, so that none warms or burdens another.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { judge, type BenchRow, type Budget, type JudgedRow } from './rows.ts'
import { suites } from './suites.ts'

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean' } },
})
const chosen = values.only ? values.only.split(',') : Object.keys(suites)
const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-'))
const rows = chosen.flatMap(runSuite)
rmSync(folder, { recursive: true, force: true })

const budgets = JSON.parse(
  readFileSync(new URL('budgets.json', import.meta.url), 'utf8'),
) as readonly Budget[]
const judged = judge(rows, budgets)
print(values.only ? judged.filter(({ value }) => value !== null) : judged)
if (values.json) writeFileSync(values.json, `${JSON.stringify(judged, null, 2)}\n`)

function runSuite(name: string): BenchRow[] {
  const report = join(folder, `${name}.json`)
  console.error(`… ${name}`)
  const { status } = spawnSync(
    process.execPath,
    [new URL('suite.ts', import.meta.url).pathname, name, report],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...(values.quick ? { MLINZI_BENCH_QUICK: '1' } : {}) },
      timeout: 30 * 60_000,
    },
  )
  if (status !== 0 || !existsSync(report)) {
    console.error(`suite ${name} failed (exit ${status}); its budgets count as missed`)
    process.exitCode = 1
    return []
  }
  return JSON.parse(readFileSync(report, 'utf8')) as BenchRow[]
}

function print(all: readonly JudgedRow[]): void {
  const width = Math.max(...all.map(({ name }) => name.length), 4)
  for (const row of all) {
    const value = row.value === null ? 'not measured' : short(row.value)
    const target = row.target === null ? '' : `${row.comparison} ${short(row.target)}`
    const verdict = row.met === null ? '' : row.met ? 'met' : 'MISSED'
    const ratio = row.ratio === null ? '' : `× ${short(row.ratio)} of ${row.comparedWith}`
    console.log(
      `${row.name.padEnd(width)} ${value.padStart(12)} ${row.unit.padEnd(18)} ${target.padEnd(14)} ${verdict.padEnd(6)} ${ratio}`,
    )
  }
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}
