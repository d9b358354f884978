import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The clone's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..')

/** Version of the program, from package.json. */
export function projectVersion(): string {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
