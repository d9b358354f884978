/** Compiles the service host (agent/windows-service) with Debian's mingw-w64. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { nodeFlagsFor } from '../../agent/small-memory.ts'
import { root } from './project.ts'

const target = 'x86_64-w64-mingw32'
const source = path.join(root, 'agent', 'windows-service')
const warnings = words(`-Wall -Wextra -Werror -Wconversion -Wsign-conversion -Wshadow -Wvla
  -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wcast-qual -Wundef -Wnull-dereference`)
const settings = words(`-std=c17 -O2 -municode -DUNICODE -D_UNICODE -D_WIN32_WINNT=0x0A00
  -fstack-protector-strong -D_FORTIFY_SOURCE=2`)
/** No timestamp: the same source gives the same bytes. Static: nothing but Windows is needed. */
const linking = words(`-static -s
  -Wl,--dynamicbase,--high-entropy-va,--nxcompat,--no-insert-timestamp`)

export interface ServiceVersions {
  readonly program: string
  /** Of the Node that it will start: not every Node knows every flag. */
  readonly node: string
}

/** Writes mlinzi-service.exe into the folder and gives its path. */
export function buildServiceHost(
  folder: string,
  { program: version, node }: ServiceVersions,
): string {
  mkdirSync(folder, { recursive: true })
  const resource = path.join(folder, 'version.o')
  const program = path.join(folder, 'mlinzi-service.exe')
  const commas = [...(version.split('-')[0] ?? version).split('.'), '0'].join(',')
  const defines = [`-DMLINZI_VERSION=\\"${version}\\"`, `-DMLINZI_VERSION_COMMAS=${commas}`]
  const script = path.join(source, 'version.rc')
  run(`${target}-windres`, ['-c', '65001', ...defines, script, resource])
  const files = readdirSync(source)
    .filter((name) => name.endsWith('.c'))
    .toSorted()
    .map((name) => path.join(source, name))
  const nodeFlags = `-DMLINZI_NODE_FLAGS=L"${nodeFlagsFor(node).join(' ')}"`
  const flags = [...warnings, ...settings, nodeFlags, `-ffile-prefix-map=${root}=.`, ...linking]
  run(`${target}-gcc`, [...flags, '-o', program, ...files, resource, '-ladvapi32'])
  return program
}

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}

function run(program: string, list: readonly string[]): void {
  try {
    execFileSync(program, list, { stdio: ['ignore', 'inherit', 'pipe'], cwd: source })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error(`${program} is not installed (Debian package gcc-mingw-w64-x86-64-win32)`, {
      cause: error,
    })
  }
}
