/**
 * Finds the Node 24 that the lockfile brought for this machine. Plain JavaScript that an older Node
 * can run, because this is what the older Node runs.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

const architecture = { x64: 'x64', arm64: 'arm64' }[process.arch]
const system = { linux: 'linux', win32: 'win', darwin: 'darwin' }[process.platform]

/** Path of the pinned Node; this very process's where the platform has no package. */
export function pinnedNode() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(root, 'node_modules', `node-${system}-${architecture}`, 'bin', program)
  if (existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Error(
    existsSync(join(root, 'node_modules'))
      ? `Mlinzi needs Node 24, and no package of it exists for ${process.platform}-${process.arch}: install Node 24 and try again`
      : 'The packages are not installed yet: run `npm ci` first',
  )
}

/** The environment with the pinned Node and the installed tools first in PATH. */
export function toolEnvironment() {
  const separator = process.platform === 'win32' ? ';' : ':'
  const first = [join(pinnedNode(), '..'), join(root, 'node_modules', '.bin')].join(separator)
  return { ...process.env, PATH: `${first}${separator}${process.env.PATH ?? ''}` }
}

export const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
