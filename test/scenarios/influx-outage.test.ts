/** The short form of the bench `outage` (24 hours at 200 hosts). */
import { describe, expect, it } from 'vitest'
import { missing } from '../support/service.ts'
import { outage, troubles } from '../support/outage.ts'

const hosts = Number(process.env['MLINZI_OUTAGE_HOSTS'] ?? 10)
const hours = Number(process.env['MLINZI_OUTAGE_HOURS'] ?? 3)

describe.skipIf(missing('influxd', 'influxdb'))(
  'an office whose InfluxDB fails in every way',
  () => {
    it('loses no row, tells its alerts in time and needs no more memory', async () => {
      const found = await outage(hosts, hours)
      console.log(`${found.rows} rows; ${found.catchUpSeconds.toFixed(1)} s to catch up`)
      expect(found).toMatchObject({ rowsWrong: 0, sumIsRight: true, rowsNotRolledUp: 0 })
      expect(found.rows).toBe(hosts * 10 * hours * 60)
      expect(found.mailMinutes).toEqual(troubles.map(() => 0))
      expect(found.heapMaxMegabytes - found.heapBeforeMegabytes).toBeLessThan(16)
      // One mark for each series of each hour at most.
      expect(found.marksMax).toBeLessThanOrEqual(hosts * 10 * (hours + 1) + 10)
      // Each kind of failure is told once, though it lasts.
      expect(found.warnings.length).toBeLessThanOrEqual(troubles.length + 1)
    }, 600_000)
  },
)
