import { fileURLToPath } from 'node:url'

/** What ships and what is measured; `npm run bench` has just built it. */
export const bundles = {
  program: bundle('mlinzi.mjs'),
  agent: bundle('agent.cjs'),
}

function bundle(name: string): string {
  return fileURLToPath(new URL(`../dist/${name}`, import.meta.url))
}
