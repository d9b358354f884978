/** Sizes of a run. `--quick` is for seeing that all works; its figures are rough. */
export const quick = process.env['MLINZI_BENCH_QUICK'] === '1'

/** A size from the environment, or the one for a whole or a quick run. */
export function size(name: string, whole: number, short: number): number {
  const text = process.env[`MLINZI_BENCH_${name}`]
  if (text === undefined) return quick ? short : whole
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(`MLINZI_BENCH_${name}: not a number`)
  return value
}
