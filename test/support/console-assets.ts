import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import esbuild from 'esbuild'
import { loadAssets, type ConsoleAssets } from '../../collector/api/assets.ts'

const islands = path.resolve(import.meta.dirname, '../../console/islands')

/** The console's islands and style, built as scripts/build.mjs builds them. */
export async function builtAssets(): Promise<ConsoleAssets> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-console-'))
  try {
    const names = await readdir(islands)
    const { metafile } = await esbuild.build({
      entryPoints: names.map((name) => path.join(islands, name)),
      outdir: folder,
      entryNames: '[name]-[hash]',
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2020',
      metafile: true,
      logLevel: 'error',
    })
    const manifest = Object.entries(metafile.outputs).map(([file, { entryPoint = '' }]) => [
      path.basename(entryPoint).replace(/\.ts$/, '.js'),
      path.basename(file),
    ])
    await writeFile(
      path.join(folder, 'manifest.json'),
      JSON.stringify(Object.fromEntries(manifest)),
    )
    return await loadAssets(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
