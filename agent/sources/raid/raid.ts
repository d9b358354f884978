/** Arrays, pools and controllers. One that cannot be asked is unknown and does not hide the others. */
import { raidArray } from '../../../contract/catalogue/families/raid-array.ts'
import { raidController } from '../../../contract/catalogue/families/raid-controller.ts'
import { raidDrive } from '../../../contract/catalogue/families/raid-drive.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { noRaid, raidRows, type RaidFacts } from './array-facts.ts'
import { raidControllers } from './controllers.ts'
import { btrfsVolumes, lvmVolumes, mdArrays, unknownArrays, zfsPools } from './linux-arrays.ts'
import { storageSpaces } from './spaces.ts'

export const raidSource: Source = {
  name: 'raid',
  beat: 'protection',
  timeoutMs: 180_000,
  platforms: ['linux', 'win32'],
  about: [
    {
      platform: 'linux',
      read: '/proc/mdstat, /sys/block/md*/md, zpool, lvs, /sys/fs/btrfs; storcli, perccli, MegaCli, ssacli where installed',
      privilege: 'administrator',
      cost: 'md and btrfs: microseconds; programs run only where the kernel shows such an array or they are installed',
      tried:
        'recordings of a kernel tree with 15 md arrays, of zpool, lvs and three controllers’ programs',
    },
    {
      platform: 'win32',
      read: 'section virtualDisks of the Windows query (Storage Spaces)',
      privilege: 'administrator',
      cost: 'expected: 0.1 s within the slow query',
      tried: 'by the documented numbers; not on a real system',
    },
  ],
  measurements: [raidArray.name, raidController.name, raidDrive.name],
  start:
    () =>
    async ({ host }) => {
      const facts = host.platform === 'win32' ? await windowsSpaces(host) : await linuxArrays(host)
      const rows = raidRows(facts)
      if (rows.length === 0) throw new NotPresent('The machine has no array of disks')
      return rows
    },
}

async function windowsSpaces(host: Host): Promise<RaidFacts> {
  const facts = await host.windows('slow')
  return { ...noRaid, arrays: storageSpaces(windowsSection(facts, 'virtualDisks')) }
}

async function linuxArrays(host: Host): Promise<RaidFacts> {
  const controllers = await raidControllers(host)
  const own = [
    ...mdArrays(host),
    ...(await zfsPools(host)),
    ...(await lvmVolumes(host)),
    ...(await btrfsVolumes(host).catch((error: unknown) => [unknownArrays('btrfs', error)])),
  ]
  return { ...controllers, arrays: [...own, ...controllers.arrays] }
}
