/** SentinelOne on macOS: `sentinelctl status`. */
import { labelledLines } from '../labelled-lines.ts'
import type { AntivirusProduct } from '../product.ts'

/** Undefined when it is no status report. */
export function decodeSentinelMac(output: string): AntivirusProduct | undefined {
  const lines = labelledLines(output)
  const protection = lines.get('Protection')
  const operational = lines.get('Agent Operational State')
  const version = lines.get('Version')
  if (protection === undefined && operational === undefined) return undefined
  const known = [protection, operational].filter((word) => word !== undefined)
  const on = known.every((word) => /^enabled$/i.test(word))
  return {
    name: 'SentinelOne',
    state: on ? 'on' : 'off',
    besideOthers: true,
    realtime: on,
    version: version?.slice(0, 40),
  }
}

/** "Infected: yes" without the name of what it is. */
export function sentinelInfected(output: string): boolean | undefined {
  const word = labelledLines(output).get('Infected')?.toLowerCase()
  return word === 'yes' ? true : word === 'no' ? false : undefined
}
