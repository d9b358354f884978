/** Style and islands of the console: read once at start, served under names that hold their hash. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { IslandName } from './pages.ts'

export interface AssetFile {
  /** Such as `/assets/fleet-3F9A0C1D.js`. */
  readonly url: string
  readonly body: Buffer
}
export interface ConsoleAssets {
  /** The whole style sheet; it stands inside each page. */
  readonly style: string
  /** Source expression that allows just this style: 'sha256-…'. */
  readonly styleSource: string
  readonly islands: Readonly<Record<IslandName, AssetFile>>
}

/**
 * Reads the folder that the build wrote: `manifest.json` names the file of each island and of
 * `style.css`. The names hold a hash, so a browser may keep them for ever.
 * @throws when one is missing: the console was not built.
 */
export async function loadAssets(folder: string): Promise<ConsoleAssets> {
  const manifest = new Map<string, unknown>(
    Object.entries(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))),
  )
  const fileOf = (name: string): string => {
    const file = manifest.get(name)
    if (typeof file !== 'string') throw new Error(`The console's build has no ${name}`)
    return file
  }
  const island = async (name: IslandName): Promise<AssetFile> => {
    const file = fileOf(`${name}.js`)
    return { url: `/assets/${file}`, body: await readFile(path.join(folder, file)) }
  }
  const style = (await readFile(path.join(folder, fileOf('style.css')), 'utf8')).trim()
  return {
    style,
    styleSource: `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    islands: {
      common: await island('common'),
      fleet: await island('fleet'),
      host: await island('host'),
    },
  }
}
