import { spawnSync } from 'node:child_process'

/**
 * Whether a test that needs a program must be skipped: it says so once, and where every service is
 * required (CI) a missing one is a failure.
 */
export function missing(program: string, packageName: string): boolean {
  const found = spawnSync(program, ['--version']).error === undefined
  if (found) return false
  const sentence = `${program} is not installed (Debian package ${packageName})`
  if (process.env['MLINZI_REQUIRE_SERVICES'] === '1') throw new Error(sentence)
  console.warn(`skipped: ${sentence}`)
  return true
}
