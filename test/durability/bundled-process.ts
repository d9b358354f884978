/** A process under test as a bundle: it starts in a third of the time, and is what ships. */
import path from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the program into the folder and returns its file; the store's worker lies beside it as
 * worker.mjs.
 */
export async function bundledProcess(entry: string, folder: string): Promise<string> {
  await build({
    entryPoints: [entry, path.join(import.meta.dirname, '../../collector/store/worker.ts')],
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
  return path.join(folder, `${path.basename(entry, '.ts')}.mjs`)
}
