/** The recorded machine with which node_exporter tests itself, read by our sources. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { replayHost } from '../../../agent/host/replay.ts'
import { readInventory } from '../../../agent/sources/inventory/inventory.ts'
import { mountsOf } from '../../../agent/sources/disk/mounts.ts'
import { reader, sourceNamed } from '../../support/read-source.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const folder =
  process.env['MLINZI_FIXTURES'] ??
  new URL('../../../../shared/fixtures/dev', import.meta.url).pathname
const tree = `${folder}/procsys/node_exporter`

async function readings(name: string) {
  const clock = new VirtualClock()
  const all = await reader(sourceNamed(name), replayHost(tree, clock), clock)()
  return all.map(({ measurement, tags, fields }) => ({ name: measurement.name, tags, fields }))
}

describe.skipIf(!existsSync(tree))('the recorded tree (skipped where it is not there)', () => {
  test('memory', async () => {
    const [mem] = await readings('mem')
    expect(mem?.fields).toMatchObject({ total: 3742148 * 1024, free: 225472 * 1024 })
  })
  test('disks: whole ones, no partitions, RAM disks or CD drives', async () => {
    const names = (await readings('diskio')).map(({ tags }) => tags['name'])
    expect(names).toContain('sda')
    expect(names).toContain('nvme0n1')
    expect(names).toContain('mmcblk0')
    expect(names.filter((name) => /^(ram|loop|dm-|sr)|sda\d|p\d$/.test(name ?? ''))).toEqual([])
  })
  test('pressure of three resources', async () => {
    expect(await readings('pressure')).toContainEqual({
      name: 'pressure',
      tags: { resource: 'io', type: 'full' },
      fields: { avg10: 0.18, avg60: 0.34, avg300: 0.1 },
    })
  })
  test('the battery that runs down while the mains is off', async () => {
    expect(await readings('battery')).toMatchObject([
      {
        tags: { name: 'BAT0' },
        fields: { state: 'discharging', charge_percent: 81, power: 5.002, external_power: false },
      },
    ])
  })
  test('temperatures and fans, without the sensors that make no sense', async () => {
    const all = await readings('sensors')
    expect(all.map(({ tags }) => tags['sensor'])).toContain('coretemp_physical_id_0')
    for (const { name, fields } of all) {
      if (name === 'temp') expect(fields['temp']).toBeLessThanOrEqual(125)
    }
  })
  test('one mount per file system, escaped names undone', () => {
    const clock = new VirtualClock()
    const mounts = mountsOf(replayHost(tree, clock).readTextNow('/proc/1/mountinfo'))
    expect(mounts.map(({ path, device, fstype }) => [path, device, fstype])).toEqual([
      ['/', 'dm-2', 'ext4'],
      ['/boot', 'sda3', 'ext2'],
    ])
  })
  test('what the machine is', () => {
    const inventory = readInventory(replayHost(tree, new VirtualClock()))
    expect(inventory.computer).toMatchObject({ manufacturer: 'Dell Inc.', form: 'server' })
    expect(inventory.network.length).toBeGreaterThan(0)
  })
})
