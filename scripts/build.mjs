/**
 * Makes the bundles that ship and that every budget measures: dist/mlinzi.mjs (dispatch),
 * dist/agent, dist/collector and the console's islands. Nothing is built when nothing changed.
 * All is built in a folder apart and then takes the place of the old, file by file: a build that
 * fails leaves dist as it was, and who reads dist meanwhile finds every file whole.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import esbuild from 'esbuild'
import { hashOfScript } from '../agent/host/windows/script.ts'
import { agentBuild } from './agent-bundles.ts'
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
async function buildIslands(out) {
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

/** The fragments in the order of their names; gives the hash that the agent checks. */
function buildWindowsScript(out) {
  const folder = join(root, 'agent', 'host', 'windows', 'batch')
  const fragments = readdirSync(folder).filter((name) => name.endsWith('.ps1'))
  const texts = fragments.sort().map((name) => readFileSync(join(folder, name), 'utf8').trimEnd())
  // Windows' own tools, signing among them, expect its line ends.
  const script = `${texts.join('\n')}\n`.replaceAll('\n', '\r\n')
  writeFileSync(join(out, 'agent-windows.ps1'), script)
  return hashOfScript(script)
}

/** Everything that ships, into an empty folder. */
async function build(out) {
  mkdirSync(join(out, 'console'))
  const windowsScript = buildWindowsScript(out)
  await Promise.all([
    buildIslands(out),
    esbuild.build({
      ...shared,
      ...agentBuild,
      define: {
        ...shared.define,
        'process.env.MLINZI_WINDOWS_SCRIPT_SHA256': JSON.stringify(windowsScript),
      },
      outdir: out,
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
      entryPoints: { mlinzi: 'scripts/mlinzi/main.ts', dashboards: 'dashboards/main.ts' },
      outdir: out,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      banner: requireBanner,
    }),
  ])
}

/** On the file system of dist, so that each file is replaced in one step. */
function newFolder() {
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  return mkdtempSync(join(cache, 'build-'))
}

/** The stamp goes first and comes last: dist is never called fresh while it is half old. */
function replaceDist(built) {
  const names = [...filesBelow(built)].map((path) => relative(built, path))
  rmSync(stampPath, { force: true })
  for (const name of names) {
    mkdirSync(dirname(join(out, name)), { recursive: true })
    renameSync(join(built, name), join(out, name))
  }
  for (const path of filesBelow(out)) {
    if (!names.includes(relative(out, path))) rmSync(path, { force: true })
  }
}

const now = stamp()
if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === now) {
  if (!quiet) console.log('dist is fresh')
} else {
  const started = performance.now()
  const built = newFolder()
  try {
    await build(built)
    replaceDist(built)
    writeFileSync(stampPath, now)
  } finally {
    rmSync(built, { recursive: true, force: true })
  }
  if (!quiet) console.log(`dist built in ${Math.round(performance.now() - started)} ms`)
}
