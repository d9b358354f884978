/** The zip for Windows as the install script lays it out, with the Node that runs under Wine. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { nodeExe, nodeForWine } from '../../scripts/windows/node-exe.ts'
import { packageFiles } from '../../scripts/windows/package-files.ts'
import { projectVersion } from '../../scripts/windows/project.ts'
import { buildServiceHost } from '../../scripts/windows/service-exe.ts'
import { writeZip } from '../../scripts/windows/zip-file.ts'

/** Unpacks the zip into the folder. */
export async function unpackAgent(folder: string): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'mlinzi-zip-'))
  try {
    const files = await packageFiles({
      nodeExe: nodeExe(nodeForWine),
      nodeVersion: nodeForWine.version,
      serviceExe: buildServiceHost(work, {
        program: projectVersion(),
        node: nodeForWine.version,
      }),
      bundles: path.resolve('dist'),
    })
    const zip = path.join(work, 'agent.zip')
    writeFileSync(zip, writeZip(files, 1))
    mkdirSync(folder, { recursive: true })
    execFileSync('unzip', ['-q', '-o', zip, '-d', folder], { stdio: 'pipe' })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
