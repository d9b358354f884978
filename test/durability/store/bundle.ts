/** The appending process as a bundle: it starts in a third of the time, and is what ships. */
import path from 'node:path'
import { build } from 'esbuild'

/** Returns the program's file; the store's worker lies beside it. */
export async function bundleAppender(folder: string): Promise<string> {
  await build({
    entryPoints: [
      path.join(import.meta.dirname, 'appender.ts'),
      path.join(import.meta.dirname, '../../../collector/store/worker.ts'),
    ],
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
  })
  return path.join(folder, 'appender.mjs')
}
