/** An invented district council: who has which computer where, and what is wrong with some. */
import type { Role } from '../../collector/model/hosts.ts'
import { illsOf, type Ill } from './ills.ts'
import type { SystemName } from './systems.ts'

export type Story =
  | 'healthy'
  /** Its disk takes ever longer to answer. */
  | 'failing_disk'
  /** Its system disk fills up while one watches. */
  | 'filling_disk'
  /** Goes off after some minutes without a goodbye, and comes back. */
  | 'goes_off'
  /** Its CMOS battery is dead: the clock says 2009. */
  | 'clock_2009'

export interface SimulatedHost {
  readonly name: string
  readonly site: string
  readonly department: string
  readonly role: Role
  readonly story: Story
  readonly system: SystemName
  readonly ills: ReadonlySet<Ill>
}

const sites = ['Makao Makuu', 'Kituo cha Afya Mlimani', 'Kata ya Bondeni', 'Kata ya Pwani'] as const
export const siteNames: readonly string[] = sites
const departments = [
  ['AFY', 'Afya'],
  ['ELM', 'Elimu Msingi'],
  ['FED', 'Fedha na Biashara'],
  ['KIL', 'Kilimo na Mifugo'],
  ['UTU', 'Utumishi na Utawala'],
] as const
const stories: Readonly<Record<number, Story>> = {
  3: 'failing_disk',
  7: 'filling_disk',
  11: 'goes_off',
  16: 'clock_2009',
}

/** The first hosts are the same for every size; the first two are servers at headquarters. */
export function councilOf(count: number): SimulatedHost[] {
  return Array.from({ length: count }, (_, index) => hostAt(index))
}

function hostAt(index: number): SimulatedHost {
  const [code, department] = departments[index % departments.length] ?? departments[0]
  const number = String(index + 1).padStart(3, '0')
  const server = index < 2
  return {
    name: server ? `HWM-SRV-${number}` : `${code}-PC-${number}`,
    site: server ? sites[0] : (sites[index % 7 < 4 ? 0 : (index % 3) + 1] ?? sites[0]),
    department: server ? 'Utumishi na Utawala' : department,
    role: server ? 'server' : index % 4 === 1 ? 'laptop' : 'desktop',
    story: stories[index] ?? 'healthy',
    system: systemOf(index),
    ills: illsOf(index),
  }
}

/** As in many offices: a third has an older Windows, some have Linux. */
function systemOf(index: number): SystemName {
  if (index === 0) return 'windows-server'
  if (index === 1) return 'debian'
  if (index === 38) return 'windows-10-old'
  if (index % 14 === 13) return 'ubuntu'
  return index % 3 === 0 ? 'windows-10' : 'windows-11'
}
