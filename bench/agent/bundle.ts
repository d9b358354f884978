import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'

/** Bundles an entry of the benchmark with the settings of the shipped agent (scripts/build.mjs). */
export async function bundleAgent(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${entry}.cjs`)
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL(`${entry}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    external: ['systeminformation'],
    define: { 'process.env.MLINZI_VERSION': '"bench"' },
  })
  return outfile
}
