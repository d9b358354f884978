/**
 * The program `mlinzi`: chooses the part by its first word. Agent and collector never meet in one
 * process; `up` and `demo` run them side by side.
 */
import { fileURLToPath } from 'node:url'
import { demo } from './demo.ts'
import { up } from './up.ts'

const parts: Readonly<Record<string, (words: readonly string[]) => Promise<number>>> = {
  up,
  demo,
}

const help = `mlinzi: watches the computers and networks of an office

  mlinzi up                 collector and agent on this computer (npm start)
  mlinzi demo               the same with a simulated council, in a state folder of its own
  mlinzi collector …        the collector alone (mlinzi collector --help)
  mlinzi agent …            the agent alone (mlinzi agent --help)
  mlinzi dashboards build   dashboards for Grafana as files (mlinzi dashboards build --help)
  mlinzi snmp walk …        read all that a device in the network shows
  mlinzi token|source|user|config|backup|backup-job|network|discovery|influx|restore|rules …   commands of the collector

State lives in MLINZI_HOME (default: var/ beside the program).`

const collectorWords = [
  'collector',
  'token',
  'user',
  'config',
  'backup',
  'backup-job',
  'network',
  'discovery',
  'influx',
  'source',
  'restore',
  'rules',
  'notify',
  'window',
]
const [word = 'help', ...rest] = process.argv.slice(2)
if (word in parts) process.exitCode = await parts[word]?.(rest)
else if (word === 'agent') await runBundle('agent.cjs', rest)
else if (word === 'dashboards') await runBundle('dashboards.mjs', rest)
else if (word === 'snmp') await runBundle('agent.cjs', [word, ...rest])
else if (collectorWords.includes(word)) {
  await runBundle('collector.mjs', word === 'collector' ? rest : [word, ...rest])
} else {
  console.log(help)
  process.exitCode = ['help', '--help', '-h'].includes(word) ? 0 : 2
}

/** Loads a bundle as if it had been started with these words. */
async function runBundle(name: string, words: readonly string[]): Promise<void> {
  const url = new URL(name, import.meta.url)
  process.argv = [process.execPath, fileURLToPath(url), ...words]
  await import(url.href)
}
