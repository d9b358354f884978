/** What the zip for Windows holds. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { agentFiles } from '../agent-bundles.ts'
import { root } from './project.ts'
import { thirdPartyLicences } from './licences.ts'
import type { ZipEntry } from './zip-file.ts'

export interface PackageParts {
  readonly nodeExe: string
  readonly nodeVersion: string
  readonly serviceExe: string
  /** Folder of the built bundles: dist. */
  readonly bundles: string
}

const texts = path.join(root, 'scripts', 'windows', 'files')
export const sumsName = 'SHA256SUMS.txt'

/** Every file with its content, and the list of their hashes, which the install script checks. */
export async function packageFiles(parts: PackageParts): Promise<readonly ZipEntry[]> {
  const files: ZipEntry[] = [
    { name: 'node.exe', bytes: readFileSync(parts.nodeExe) },
    { name: 'mlinzi-service.exe', bytes: readFileSync(parts.serviceExe) },
    ...agentFiles.map((name) => ({ name, bytes: readFileSync(path.join(parts.bundles, name)) })),
    {
      name: 'agent-windows.ps1',
      bytes: windowsText(path.join(parts.bundles, 'agent-windows.ps1')),
    },
    { name: 'LICENSE.txt', bytes: windowsText(path.join(root, 'LICENSE')) },
    { name: 'LICENSES-THIRD-PARTY.txt', bytes: crlf(await thirdPartyLicences(parts.nodeVersion)) },
    ...textsIn(texts),
  ]
  return [...files, { name: sumsName, bytes: crlf(sums(files)) }]
}

function textsIn(folder: string): readonly ZipEntry[] {
  return readdirSync(folder)
    .filter((name) => /\.(ps1|cmd|txt)$/.test(name))
    .map((name) => ({ name, bytes: windowsText(path.join(folder, name)) }))
}

function sums(files: readonly ZipEntry[]): string {
  return files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
    .join('')
}

function windowsText(file: string): Buffer {
  return crlf(readFileSync(file, 'utf8'))
}

/** Windows PowerShell 5.1 reads a text without a mark in the machine's own code page. */
function crlf(text: string): Buffer {
  const ascii = /^[\t\n\r\u0020-\u007e]*$/.test(text)
  return Buffer.from(`${ascii ? '' : '\ufeff'}${text.replaceAll(/\r?\n/g, '\r\n')}`)
}
