/**
 * `node scripts/windows/zip.ts --out <folder>`: makes mlinzi-agent-<version>-win-x64.zip and its
 * hash, without a folder in .cache/windows. Needs Debian's gcc-mingw-w64-x86-64-win32 and, the first time, the npm registry.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { projectVersion, root } from './project.ts'
import { nodeExe, pinnedNodePackage } from './node-exe.ts'
import { packageFiles } from './package-files.ts'
import { buildServiceHost } from './service-exe.ts'
import { writeZip } from './zip-file.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: '.cache/windows' } } })
const version = projectVersion()
const out = path.resolve(values.out)
execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--quiet'], {
  stdio: 'inherit',
})
const node = pinnedNodePackage()
const files = await packageFiles({
  nodeExe: nodeExe(node),
  nodeVersion: node.version,
  serviceExe: buildServiceHost(path.join(root, '.cache', 'windows', 'service'), {
    program: version,
    node: node.version,
  }),
  bundles: path.join(root, 'dist'),
})
const name = `mlinzi-agent-${version}-win-x64.zip`
const zip = writeZip(files)
const hash = createHash('sha256').update(zip).digest('hex')
mkdirSync(out, { recursive: true })
writeFileSync(path.join(out, name), zip)
writeFileSync(path.join(out, `${name}.sha256`), `${hash}  ${name}\n`)
process.stdout.write(`${path.join(out, name)}\n${(zip.length / 1e6).toFixed(1)} MB, ${hash}\n`)
