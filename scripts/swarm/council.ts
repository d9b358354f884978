/** An invented district council: who has which computer where, and what is wrong with some. */
import type { Role } from '../../collector/model.ts'

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
}

const sites = ['Makao Makuu', 'Kituo cha Afya Mlimani', 'Kata ya Bondeni', 'Kata ya Pwani'] as const
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
  }
}
