import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import esbuild from 'esbuild'
import { agentEntries } from '../agent-bundles.ts'
import { root } from './project.ts'

const modules = path.join(root, 'node_modules')

/** The licences of everything in the zip that is not ours: Node and what the bundles hold. */
export async function thirdPartyLicences(nodeVersion: string): Promise<string> {
  const parts = [`Node.js ${nodeVersion} (node.exe)\n\n${nodeLicence()}`]
  for (const name of await bundledPackages()) {
    const folder = path.join(modules, name)
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      readonly version: string
    }
    parts.push(`${name} ${version} (in the agent's .cjs files)\n\n${licenceIn(folder)}`)
  }
  return parts.join(`\n${'='.repeat(80)}\n\n`)
}

/** The Windows package brings none; that of the machine's own system is the same text. */
function nodeLicence(): string {
  const folder = readdirSync(modules).find(
    (name) =>
      /^node-(linux|win|darwin)-/.test(name) && existsSync(path.join(modules, name, 'LICENSE')),
  )
  if (!folder) throw new Error('No package of Node with its licence is installed')
  return licenceIn(path.join(modules, folder))
}

async function bundledPackages(): Promise<readonly string[]> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.values(agentEntries),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    write: false,
    outdir: 'dist',
    metafile: true,
    logLevel: 'error',
  })
  const names = Object.keys(metafile.inputs).flatMap((input) => {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? []
    return name ? [name] : []
  })
  return [...new Set(names)].toSorted()
}

/** From its own file, or from the section of that name in the package's README. */
function licenceIn(folder: string): string {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
  if (name) return readFileSync(path.join(folder, name), 'utf8').trim()
  const readme = path.join(folder, 'README.md')
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
  const [, section] = /^# Licen[cs]e\s+([^]*?)(?=\n# |$(?![^]))/m.exec(text) ?? []
  if (!section || !/copyright/i.test(section)) throw new Error(`${folder} has no licence`)
  return section.trim()
}
