import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of all state: MLINZI_HOME, or var/ beside dist/. */
export function homeFolder(): string {
  return resolve(process.env['MLINZI_HOME'] ?? fileURLToPath(new URL('../var', import.meta.url)))
}
