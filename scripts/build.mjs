/**
 * Makes the bundles that ship and that every budget measures: dist/mlinzi.mjs (dispatch),
 * dist/agent, dist/collector and the console's islands. Nothing is built when nothing changed.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import esbuild from 'esbuild'
import { root, version } from './pinned-node.mjs'

const out = join(root, 'dist')
const stampPath = join(out, '.stamp')
const quiet = process.argv.includes('--quiet')
const sourceFolders = [
  'agent',
  'collector',
  'config',
  'console',
  'contract',
  'dashboards',
  'lib',
  'scripts',
]

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** Changes whenever a source file or the lockfile does. */
function stamp() {
  const hash = createHash('sha256')
  for (const folder of sourceFolders.filter((name) => existsSync(join(root, name)))) {
    for (const path of filesBelow(join(root, folder))) {
      const { size, mtimeMs } = statSync(path)
      hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
    }
  }
  hash.update(readFileSync(join(root, 'package-lock.json')))
  return hash.digest('hex')
}

const shared = {
  bundle: true,
  absWorkingDir: root,
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  define: { 'process.env.MLINZI_VERSION': JSON.stringify(version) },
}
const requireBanner = {
  js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
}

/** What runs in the officer's browser; the collector serves it under names that hold its hash. */
async function buildIslands() {
  const folder = join(root, 'console', 'islands')
  if (!existsSync(folder)) return
  const entryPoints = readdirSync(folder)
    .filter((name) => /\.(ts|tsx|css)$/.test(name))
    .map((name) => join(folder, name))
  const result = await esbuild.build({
    ...shared,
    platform: 'browser',
    target: 'es2020',
    keepNames: false,
    entryPoints,
    outdir: join(out, 'console'),
    entryNames: '[name]-[hash]',
    format: 'esm',
    metafile: true,
  })
  const manifest = {}
  for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    const name = entryPoint && basename(entryPoint).replace(/\.tsx?$/, '.js')
    if (name) manifest[name] = basename(file)
  }
  writeFileSync(join(out, 'console', 'manifest.json'), JSON.stringify(manifest, null, 2))
}

async function build() {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(join(out, 'console'), { recursive: true })
  await Promise.all([
    buildIslands(),
    // CommonJS costs the agent 4 MB less memory than a module with the same content.
    esbuild.build({
      ...shared,
      entryPoints: { agent: 'agent/main.ts' },
      outdir: out,
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
    }),
    esbuild.build({
      ...shared,
      entryPoints: { collector: 'collector/main.ts', 'store-worker': 'collector/store/worker.ts' },
      outdir: out,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      banner: requireBanner,
    }),
    esbuild.build({
      ...shared,
      entryPoints: { mlinzi: 'scripts/mlinzi/main.ts' },
      outdir: out,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      banner: requireBanner,
    }),
  ])
}

const now = stamp()
if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === now) {
  if (!quiet) console.log('dist is fresh')
} else {
  const started = performance.now()
  await build()
  writeFileSync(stampPath, now)
  if (!quiet) console.log(`dist built in ${Math.round(performance.now() - started)} ms`)
}
