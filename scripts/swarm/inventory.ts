import type { Inventory } from '../../contract/catalogue/inventory.ts'
import type { SimulatedHost } from './council.ts'
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
    network: [{ name: 'eth0', mac: macOf(seed), addresses: [addressOf(seed)] }],
  }
}

function makeOf({ role }: SimulatedHost) {
  if (role === 'server') return { manufacturer: 'HPE', model: 'ProLiant ML30 Gen10' }
  if (role === 'laptop') return { manufacturer: 'HP', model: 'ProBook 450 G6' }
  return { manufacturer: 'Dell Inc.', model: 'OptiPlex 3060' }
}

/** Locally administered: no real card has it. */
function macOf(seed: number): string {
  return [2, 0, ...[24, 16, 8, 0].map((bits) => (seed >>> bits) & 255)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':')
}

function addressOf(seed: number): string {
  return `10.20.${seed & 15}.${20 + ((seed >>> 4) % 200)}`
}
