/**
 * Simulated power cuts: a process started with `powerCut.env(dir)` keeps a second folder with each
 * file as of its last fsync; after SIGKILL `powerCut.restore(dir)` puts that back.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const source = path.join(import.meta.dirname, 'shim.c')
const sectorBytes = 512

export const powerCut = {
  /** Why power cuts cannot be simulated here; undefined when they can. */
  missing(): string | undefined {
    if (process.platform !== 'linux') return 'power cuts are simulated on Linux only'
    try {
      execFileSync('gcc', ['--version'], { stdio: 'ignore' })
      return undefined
    } catch {
      return 'gcc is not installed: no power cuts'
    }
  },
  /** Environment for the process; what lies in `dir` now counts as durable. Its folders are left alone. */
  env(dir: string): Readonly<Record<string, string>> {
    const watched = fs.realpathSync(dir)
    fs.rmSync(shadowOf(watched), { recursive: true, force: true })
    fs.cpSync(watched, shadowOf(watched), { recursive: true })
    return {
      LD_PRELOAD: compiledShim(),
      POWER_CUT_DIR: watched,
      POWER_CUT_SHADOW: shadowOf(watched),
    }
  },
  /**
   * What the disk holds after the cut. With `random`, each sector written but not yet synced may
   * have reached the disk or not, as in life; without it none has.
   */
  restore(dir: string, random?: () => number): void {
    const watched = fs.realpathSync(dir)
    const shadow = shadowOf(watched)
    const names = new Set([...filesIn(watched), ...filesIn(shadow)])
    for (const name of names) {
      const durable = readIfThere(path.join(shadow, name))
      const written = readIfThere(path.join(watched, name))
      const left = random ? torn(durable, written, random) : durable
      if (left) fs.writeFileSync(path.join(watched, name), left)
      else fs.rmSync(path.join(watched, name), { force: true })
    }
  },
  /** Removes the second folder. */
  forget(dir: string): void {
    fs.rmSync(shadowOf(fs.realpathSync(dir)), { recursive: true, force: true })
  },
}

function filesIn(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

function shadowOf(watched: string): string {
  return `${watched}.durable`
}

/** Compiled once per version of the source, outside the tree. */
function compiledShim(): string {
  const version = createHash('sha256').update(fs.readFileSync(source)).digest('hex').slice(0, 16)
  const library = path.join(os.tmpdir(), `mlinzi-power-cut-${process.getuid?.()}-${version}.so`)
  if (fs.existsSync(library)) return library
  const fresh = `${library}.${process.pid}`
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', fresh, source, '-ldl'])
  fs.renameSync(fresh, library)
  return library
}

function readIfThere(file: string): Buffer | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file) : undefined
}

/** Some of the unsynced sectors reached the disk. A name that was never synced stays or goes. */
function torn(
  durable: Buffer | undefined,
  written: Buffer | undefined,
  random: () => number,
): Buffer | undefined {
  if (!written || !durable) return random() < 0.5 ? durable : written
  const share = random()
  const left = Buffer.alloc(random() < 0.5 ? durable.length : written.length)
  durable.copy(left)
  const shared = Math.min(left.length, written.length)
  for (let at = 0; at < shared; at += sectorBytes) {
    if (random() < share) written.copy(left, at, at, at + sectorBytes)
  }
  return left
}
