/** Who and what is where in the country of the wide area's test. */
import { network, type SiteId } from './country.ts'

export const siteNames = {
  hq: 'Makao Makuu',
  kil: 'Kilosa',
  bwa: 'Bwawani',
  shu: 'Shule',
  mik: 'Mikumi',
} as const
/** Machines on each site's switch; their addresses are .11, .12 … */
export const ends = {
  kil: ['kil-pc-1', 'kil-pc-2', 'kil-pc-3'],
  bwa: ['bwa-pc-1', 'bwa-pc-2', 'bwa-pr'],
  shu: ['shu-pc-1', 'shu-pc-2', 'shu-pc-3'],
  mik: ['mik-pr'],
} as const
/** With agents, but for the two pollers: one at the head office, one (kil-pc-1) at Kilosa. */
export const computers = Object.values(ends)
  .flat()
  .filter((name) => name.includes('-pc-') && name !== 'kil-pc-1')
/** One machine stands for a printer and an access point. */
export const extraAddresses = [['bwa-pr', `${network('bwa')}.0.14/24`]] as const

interface Place {
  readonly name: string
  readonly site: SiteId
  readonly address: string
  readonly role: 'network' | 'printer'
  readonly poller: 'HQ' | 'KIL-PC-1'
}
const place = (site: SiteId, name: string, host: number, more: Partial<Place> = {}): Place => ({
  name,
  site,
  address: `${network(site)}.0.${host}`,
  role: 'network',
  poller: 'HQ',
  ...more,
})
export const devices: readonly Place[] = [
  place('kil', 'RT-KIL', 1),
  place('kil', 'SW-KIL', 2, { poller: 'KIL-PC-1' }),
  place('bwa', 'RT-BWA', 1),
  place('bwa', 'SW-BWA', 2),
  place('bwa', 'BWA-PR-1', 13, { role: 'printer' }),
  place('bwa', 'BWA-AP-1', 14),
  place('shu', 'RT-SHU', 1),
  place('shu', 'SW-SHU', 2),
  place('mik', 'RT-MIK', 1),
  place('mik', 'SW-MIK', 2),
  place('mik', 'MIK-PR-1', 11, { role: 'printer' }),
]
/** What stands directly behind what. */
export const behind: Readonly<Record<string, readonly string[]>> = {
  'rt-bwa': ['sw-bwa'],
  'sw-bwa': ['bwa-pc-1', 'bwa-pc-2', 'bwa-pr-1', 'bwa-ap-1'],
  'rt-shu': ['sw-shu'],
  'sw-shu': ['shu-pc-1', 'shu-pc-2', 'shu-pc-3'],
  'rt-mik': ['sw-mik'],
  'sw-mik': ['mik-pr-1'],
}
