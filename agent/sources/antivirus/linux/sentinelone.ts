/** SentinelOne on Linux: `sentinelctl control status` and `sentinelctl version`. */
import { labelledLines } from '../labelled-lines.ts'
import type { AntivirusProduct } from '../product.ts'

/** Undefined when neither output tells anything. */
export function decodeSentinelLinux(status: string, version: string): AntivirusProduct | undefined {
  const state = labelledLines(status).get('Agent state')
  const number = labelledLines(version).get('Agent version')
  if (state === undefined && number === undefined) return undefined
  const on = state === undefined ? undefined : /^enabled$/i.test(state)
  return {
    name: 'SentinelOne',
    state: on === undefined ? 'unknown' : on ? 'on' : 'off',
    reason: on === undefined ? 'bad_output' : undefined,
    besideOthers: true,
    realtime: on,
    version: number?.slice(0, 40),
  }
}
