/**
 * The agent's bundles. What `run` never needs lies in files of its own beside dist/agent.cjs, which
 * loads them when they are called for: their text would stay in the service's memory.
 */
import path from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

/** Name of each bundle without its ending, and its entry relative to the root. */
export const agentEntries = {
  agent: 'agent/main.ts',
  'agent-cli': 'agent/cli/main.ts',
  'agent-config': 'agent/config-file.ts',
  'agent-snmp': 'agent/snmp.ts',
  'agent-network': 'agent/network-desk.ts',
} as const

/** Files of the agent in dist, in the order of their names. */
export const agentFiles: readonly string[] = Object.keys(agentEntries).map((name) => `${name}.cjs`)

/** An `import()` of another bundle's entry becomes a `require` of the file beside this one. */
const otherBundles: Plugin = {
  name: 'other bundles of the agent',
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? process.cwd()
    const files = new Map<string, string>(
      Object.entries(agentEntries).map(([name, entry]) => [path.join(root, entry), name]),
    )
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path: wanted, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const name = files.get(path.resolve(resolveDir, wanted))
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true }
    })
  },
}

/** What esbuild needs to be told beside the settings of every bundle. `absWorkingDir`: the root. */
export const agentBuild = {
  entryPoints: agentEntries,
  outExtension: { '.js': '.cjs' },
  // CommonJS costs the agent 4 MB less memory than a module with the same content, and `import()`
  // would load Node's machinery for modules.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  // Names of functions, for stack traces alone, cost 0.9 MB; errors carry their names themselves.
  keepNames: false,
  plugins: [otherBundles],
} as const satisfies BuildOptions
