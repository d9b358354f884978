/** `npm start`, `npm run demo` and `npm run mlinzi`: builds what is stale, then runs the program. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pinnedNode, root } from './pinned-node.mjs'

const node = pinnedNode()
const built = spawnSync(node, [join(root, 'scripts', 'build.mjs'), '--quiet'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)

const program = spawn(node, [join(root, 'dist', 'mlinzi.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
// A terminal sends Ctrl-C to the whole group; this process only waits for the program's own end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!process.stdin.isTTY || signal !== 'SIGINT') program.kill(signal)
  })
}
program.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
