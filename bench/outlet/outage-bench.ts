/** A day on which InfluxDB fails in every way, at the size of a council: see test/support/outage.ts. */
import { outage } from '../../test/support/outage.ts'
import type { BenchRow } from '../rows.ts'

const quick = process.env['MLINZI_BENCH_QUICK'] === '1'

export async function outageBench(): Promise<BenchRow[]> {
  const [hosts, hours] = quick ? [20, 6] : [200, 24]
  const found = await outage(hosts, hours)
  const what = `InfluxDB outage, ${hours} h, ${hosts} hosts`
  const wrong = found.rowsWrong + found.rowsNotRolledUp + (found.sumIsRight ? 0 : 1)
  return [
    { name: 'InfluxDB outage, rows lost', value: wrong, unit: 'rows' },
    {
      name: 'InfluxDB outage, memory growth',
      value: found.heapMaxMegabytes - found.heapBeforeMegabytes,
      unit: 'MB',
    },
    {
      name: 'InfluxDB outage, alert to mail, slowest',
      value: Math.max(...found.mailMinutes) * 60,
      unit: 's',
    },
    { name: `${what}: rows`, value: found.rows, unit: 'rows' },
    { name: `${what}: catch-up`, value: found.catchUpSeconds, unit: 's' },
    {
      name: `${what}: catch-up with roll-ups`,
      value: Math.round(found.pointsInCatchUp / found.catchUpSeconds),
      unit: 'points/s',
    },
    { name: `${what}: marks in the state database`, value: found.marksMax, unit: 'rows' },
  ]
}
