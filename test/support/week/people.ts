/** The council HWM of the acceptance scenarios: 142 computers of 15 departments on 5 sites, 2 servers. */
import type { Role } from '../../../collector/model/hosts.ts'
import type { SystemName } from '../../../scripts/swarm/systems.ts'

export interface CouncilHost {
  readonly id: string
  readonly name: string
  readonly siteId: string
  readonly departmentId: string | null
  readonly role: Role
  readonly system: SystemName
}

export const councilSites = [
  { id: 'hq', name: 'Makao Makuu', profile: 'lan' },
  { id: 'hospitali', name: 'Hospitali ya Wilaya', profile: 'lan' },
  { id: 'mlimani', name: 'Kituo cha Afya Mlimani', profile: 'wan' },
  { id: 'bwawani', name: 'Kata ya Bwawani', profile: 'wan' },
  { id: 'mtoni', name: 'Zahanati ya Mtoni', profile: 'wan' },
] as const

/** Code, name, computers. */
const table = [
  ['AFY', 'Afya, Ustawi wa Jamii na Lishe', 31],
  ['FED', 'Fedha na Uhasibu', 18],
  ['UTA', 'Utawala na Rasilimali Watu', 16],
  ['MIP', 'Mipango na Uratibu', 9],
  ['ELM', 'Elimu ya Awali na Msingi', 12],
  ['ELS', 'Elimu ya Sekondari', 10],
  ['KIL', 'Kilimo, Mifugo na Uvuvi', 11],
  ['MIU', 'Miundombinu, Maendeleo Vijijini na Mijini', 8],
  ['MJI', 'Maendeleo ya Jamii', 7],
  ['VIW', 'Viwanda, Biashara na Uwekezaji', 4],
  ['UGA', 'Ununuzi na Ugavi', 5],
  ['UKA', 'Ukaguzi wa Ndani', 3],
  ['SHE', 'Sheria', 2],
  ['TEH', 'TEHAMA', 3],
  ['MAL', 'Maliasili na Mazingira', 3],
] as const

export const councilDepartments = table.map(([code, name]) => ({ id: code, name }))

const laptopCount = 44
const bwawaniDepartments = ['KIL', 'MJI', 'ELM', 'ELS'] as const

/** The same for every call; the two servers come first. */
export function councilHosts(): CouncilHost[] {
  const servers = [1, 2].map((number): CouncilHost => {
    const name = `HWM-SRV-0${number}`
    const system = number === 1 ? 'windows-server' : 'debian'
    const id = name.toLowerCase()
    return { id, name, siteId: 'hq', departmentId: 'TEH', role: 'server', system }
  })
  const left = new Map<string, number>()
  const computers = table.flatMap(([code, , count]) =>
    Array.from({ length: count }, (_, index) => computerOf(code, index, left)),
  )
  const laptops = chosen(computers, laptopCount)
  return [
    ...servers,
    ...computers.map((one, index): CouncilHost => {
      const role = laptops.has(index) ? 'laptop' : 'desktop'
      return { ...one, role, system: index % 3 === 0 ? 'windows-10' : 'windows-11' }
    }),
  ]
}

type Placed = Omit<CouncilHost, 'role' | 'system'>

/** Health is at the hospital, at Mlimani (15) and Mtoni (6); Bwawani has 11 of several departments. */
function computerOf(code: string, index: number, left: Map<string, number>): Placed {
  const siteId = siteOf(code, index, left)
  const place = siteId === 'bwawani' ? 'BWA' : code
  const at = (left.get(place) ?? 0) + 1
  left.set(place, at)
  const name = `${place}-PC-${String(at).padStart(3, '0')}`
  return { id: name.toLowerCase(), name, siteId, departmentId: code }
}

function siteOf(code: string, index: number, left: ReadonlyMap<string, number>): string {
  if (code === 'AFY') return index < 10 ? 'hospitali' : index < 25 ? 'mlimani' : 'mtoni'
  const some = bwawaniDepartments.some((one) => one === code)
  return some && index < 3 && (left.get('BWA') ?? 0) < 11 ? 'bwawani' : 'hq'
}

/** Spread evenly over the list. */
function chosen(all: readonly unknown[], count: number): ReadonlySet<number> {
  return new Set(Array.from({ length: count }, (_, at) => Math.floor((at * all.length) / count)))
}
