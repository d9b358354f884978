/**
 * Writes the files that are made from the code (`npm run generate`); with --check it only tells
 * which are stale. Each says on its first line that it is generated.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generatedFiles } from './generate/files.ts'

const check = process.argv.includes('--check')
const stale: string[] = []
for (const [path, make] of Object.entries(generatedFiles)) {
  const text = make()
  if (current(path) === text) continue
  stale.push(path)
  if (check) continue
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
for (const path of stale) console.log(check ? `stale: ${path} (npm run generate)` : `wrote ${path}`)
if (check && stale.length > 0) process.exitCode = 1

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
