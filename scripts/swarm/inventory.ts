import type { Inventory } from '../../contract/catalogue/inventory.ts'
import { siteNames, type SimulatedHost } from './council.ts'
import { diskFacts } from './facts/disks.ts'
import type { Moment } from './moment.ts'
import { seedOf } from './random.ts'
import { systems } from './systems.ts'

const gibibyte = 1024 ** 3

/** What the simulated computer is; its disks are those of its facts. */
export function inventoryOf(moment: Moment): Inventory {
  const { host } = moment
  const seed = seedOf(`${host.name} computer`)
  return {
    computer: {
      ...makeOf(host),
      serial: `DEMO${seed.toString(36).toUpperCase()}`,
      form: host.role,
      virtual: false,
    },
    os: { ...systems[host.system], hostname: host.name },
    cpu: { model: 'Intel(R) Core(TM) i5-8500 CPU @ 3.00GHz', sockets: 1, cores: 6, threads: 6 },
    memory: { totalBytes: 8 * gibibyte },
    disks: diskFacts(moment).map(({ tags, fields }) => ({
      name: tags['device'] ?? '',
      bytes: Number(tags['capacity']),
      model: tags['model'],
      serial: tags['serial_no'],
      kind: fields['kind'] === 'hdd' ? 'hdd' : 'ssd',
    })),
    network: [
      {
        name: 'eth0',
        mac: macOf(seed),
        addresses: [`${networkOf(host)}.${40 + (seed % 200)}`],
        gateway: `${networkOf(host)}.1`,
      },
    ],
  }
}

function makeOf({ role }: SimulatedHost) {
  if (role === 'server') return { manufacturer: 'HPE', model: 'ProLiant ML30 Gen10' }
  if (role === 'laptop') return { manufacturer: 'HP', model: 'ProBook 450 G6' }
  return { manufacturer: 'Dell Inc.', model: 'OptiPlex 3060' }
}

/** As Dell's cards have it: a switch's address that is locally administered would be a telephone's. */
export function macOf(seed: number): string {
  const own = [16, 8, 0].map((bits) => ((seed >>> bits) & 255).toString(16).padStart(2, '0'))
  return ['d8', '9e', 'f3', ...own].join(':')
}

/** Of its site, where the devices of the site are too (network/devices.ts). */
function networkOf({ site }: SimulatedHost): string {
  return `10.20.${Math.max(0, siteNames.indexOf(site))}`
}
