/** A week of the council HWM, minute by minute: people, power, lines and planted faults. */
import { createHash } from 'node:crypto'
import type { CollectorHome } from '../../../collector/home.ts'
import type { Recipient } from '../../../collector/model/office.ts'
import { parseSupportTable } from '../../../config/end-of-support.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { shippedRules } from '../alert-scene.ts'
import { mailbox, type Mailbox } from '../mailbox.ts'
import { rememberingLog } from '../remembering-log.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import { CouncilAgent } from './council-agent.ts'
import type { Fault } from './faults.ts'
import { midnight, type WeekStory } from './plan.ts'
import { onTimes, type OnTime } from './habits.ts'
import { openClockwork, type Clockwork } from './office-clockwork.ts'
import { councilDepartments, councilHosts, councilSites } from './people.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** By night only servers are on: longer steps, and yet a post within each three minutes. */
const nightStepMs = 2 * minute
const postEveryMs = { lan: 2 * minute, wan: 5 * minute } as const

export interface WeekPlan {
  readonly home: CollectorHome
  readonly clock: VirtualClock
  readonly seed: number
  readonly story: WeekStory
  readonly recipients: readonly Recipient[]
}

export interface Told {
  readonly atMs: number
  readonly to: string
  readonly subject: string
  readonly text: string
}

export class CouncilWeek {
  readonly plan: WeekPlan
  readonly box: Mailbox
  #clockwork: Clockwork | undefined
  readonly agents: ReadonlyMap<string, CouncilAgent>
  readonly log: ReturnType<typeof rememberingLog>
  /** Every mail with the instant of the virtual clock at which it came. */
  readonly told: Told[] = []
  readonly #begun = new Set<Fault>()
  readonly #ended = new Set<Fault>()
  readonly #times = new Map<CouncilAgent, readonly OnTime[]>()
  #dayMs = 0

  private constructor(
    plan: WeekPlan,
    box: Mailbox,
    clockwork: Clockwork,
    agents: ReadonlyMap<string, CouncilAgent>,
    log: ReturnType<typeof rememberingLog>,
  ) {
    this.plan = plan
    this.box = box
    this.#clockwork = clockwork
    this.agents = agents
    this.log = log
  }

  static async open(plan: WeekPlan): Promise<CouncilWeek> {
    const box = await mailbox()
    const log = rememberingLog()
    const clockwork = await startCollector(plan, log)
    await furnish(clockwork, plan, box)
    const agents = await admit(clockwork, plan)
    return new CouncilWeek(plan, box, clockwork, agents, log)
  }

  /** Lets the council live until an instant. */
  async until(endMs: number): Promise<void> {
    const { clock } = this.plan
    while (clock.now() < endMs) {
      const nowMs = clock.now()
      await this.#power(nowMs)
      this.#turn(nowMs)
      await this.#post(nowMs)
      const agents = [...this.agents.values()]
      await this.#clockwork?.settled(() => agents.some(({ unacknowledged }) => unacknowledged > 0))
      const quiet = agents.every(({ on, host }) => !on || host.role === 'server')
      const nextMs = nowMs - (nowMs % minute) + (quiet ? nightStepMs : minute)
      const stepMs = Math.max(1, Math.min(endMs, nextMs) - clock.now())
      await (this.#clockwork ?? clock).advance(stepMs)
      for (const { to, mail } of this.box.mails.slice(this.told.length)) {
        const { subject = '', text = '' } = mail
        this.told.push({ atMs: clock.now(), to, subject, text })
      }
    }
  }

  async close(): Promise<void> {
    await this.#clockwork?.close()
    await this.box.close()
  }

  /** The collector's own computer goes down and comes up again. */
  async #power(nowMs: number): Promise<void> {
    const { restarts = [] } = this.plan.story
    const isOff = restarts.some(({ fromMs, untilMs }) => nowMs >= fromMs && nowMs < untilMs)
    if (isOff && this.#clockwork) {
      for (const agent of this.agents.values()) agent.setLine(false)
      await this.#clockwork.close()
      this.#clockwork = undefined
    } else if (!isOff && !this.#clockwork) {
      this.#clockwork = await startCollector(this.plan, this.log)
      for (const agent of this.agents.values()) agent.collector = this.#clockwork.collector
    }
  }

  #turn(nowMs: number): void {
    const { dates, holidays, faults } = this.plan.story
    const days = dates.filter((date) => !holidays.includes(date)).map(midnight)
    const dayMs = days.findLast((one) => one <= nowMs)
    if (dayMs !== undefined && dayMs !== this.#dayMs) this.#newDay(dayMs)
    for (const fault of faults) this.#follow(fault, nowMs)
    for (const agent of this.agents.values()) this.#move(agent, nowMs)
  }

  #newDay(dayMs: number): void {
    this.#dayMs = dayMs
    for (const agent of this.agents.values())
      this.#times.set(agent, onTimes(agent.host, dayMs, this.plan.seed))
  }

  #follow(fault: Fault, nowMs: number): void {
    const agent = this.agents.get(fault.hostId)
    if (!agent) throw new Error(`There is no ${fault.hostId}`)
    if (nowMs >= fault.fromMs && !this.#begun.has(fault)) {
      this.#begun.add(fault)
      fault.begin(agent, nowMs)
    }
    if (fault.untilMs !== undefined && nowMs >= fault.untilMs && !this.#ended.has(fault)) {
      this.#ended.add(fault)
      fault.end?.(agent)
    }
  }

  #move(agent: CouncilAgent, nowMs: number): void {
    const cuts = this.plan.story.cuts.filter(
      ({ siteId, fromMs, untilMs }) =>
        siteId === agent.host.siteId && nowMs >= fromMs && nowMs < untilMs,
    )
    const power = !cuts.some(({ what }) => what === 'power')
    const battery = agent.host.role === 'laptop'
    const away = nowMs >= (this.plan.story.away.get(agent.host.id) ?? Infinity)
    const time = away ? undefined : this.#timeOf(agent, nowMs)
    const held = agent.host.role === 'server' ? !this.#isDown(agent, nowMs) : time !== undefined
    agent.setLine(cuts.length === 0 && this.#clockwork !== undefined)
    if (!power && !battery && agent.on) agent.switchOff('power')
    else if (agent.on && !held) agent.switchOff(this.#endingOf(agent, nowMs))
    else if (!agent.on && held && (power || battery)) agent.switchOn()
  }

  #timeOf(agent: CouncilAgent, nowMs: number): OnTime | undefined {
    return this.#times.get(agent)?.find(({ fromMs, untilMs }) => nowMs >= fromMs && nowMs < untilMs)
  }

  #endingOf(agent: CouncilAgent, nowMs: number): 'shutdown' | 'sleep' | 'silent' | 'power' {
    if (agent.host.role === 'server') return 'power'
    const times = this.#times.get(agent) ?? []
    return times.findLast(({ untilMs }) => untilMs <= nowMs)?.ending ?? 'silent'
  }

  #isDown(agent: CouncilAgent, nowMs: number): boolean {
    return this.plan.story.faults.some(
      ({ hostId, down, fromMs, untilMs }) =>
        down === true &&
        hostId === agent.host.id &&
        nowMs >= fromMs &&
        nowMs < (untilMs ?? Infinity),
    )
  }

  async #post(nowMs: number): Promise<void> {
    const minutes = Math.floor(nowMs / minute)
    for (const agent of this.agents.values()) {
      const { profile } = councilSites.find(({ id }) => id === agent.host.siteId) ?? councilSites[0]
      const every = agent.host.role === 'server' ? 1 : postEveryMs[profile] / minute
      const turn = createHash('md5').update(agent.host.id).digest().readUInt16LE(0)
      if (!agent.connected || (minutes + turn) % every === 0) await agent.post()
    }
  }
}

function startCollector({ home, clock }: WeekPlan, log: CouncilWeek['log']): Promise<Clockwork> {
  const table = path.resolve(import.meta.dirname, '../../../config/end-of-support.yaml')
  const supportTable = parseSupportTable(table, readFileSync(table, 'utf8'))
  return openClockwork({ home, rules: shippedRules, log, supportTable }, clock)
}

async function furnish({ collector }: Clockwork, plan: WeekPlan, box: Mailbox): Promise<void> {
  const { office } = collector.repositories
  await office.setOrganisation({
    name: 'Halmashauri ya Wilaya ya Musoma',
    language: 'sw',
    zanzibar: false,
    phone: '028 262 0000',
    email: 'ict@musomadc.go.tz',
  })
  await office.setCalendar({ ...(await office.calendar()), holidays: plan.story.holidays })
  for (const site of councilSites) await office.saveSite({ ...site, subnets: [] })
  for (const department of councilDepartments) await office.saveDepartment(department)
  await office.setSmtp(box.settings)
  for (const recipient of plan.recipients) await office.saveRecipient(recipient)
  await collector.watch.reload()
}

/** Enrols the computers by the same function as the gateway. */
async function admit(
  { collector }: Clockwork,
  { clock }: WeekPlan,
): Promise<ReadonlyMap<string, CouncilAgent>> {
  const { enrolment, keys } = collector.repositories
  const agents = new Map<string, CouncilAgent>()
  for (const host of councilHosts()) {
    const { siteId, departmentId, role, name } = host
    const ticket = await enrolment.createToken({
      expiresAtMs: clock.now() + day,
      usesLeft: 1,
      siteId,
      departmentId,
      role,
      autoApprove: true,
      note: 'week',
    })
    const publicKey = createHash('sha256').update(name).digest()
    const agentId = publicKey.toString('hex').slice(0, 32)
    const machine = {
      hostname: name,
      platform: 'simulated',
      version: 'council',
      facts: { macs: [] },
    }
    const result = await keys.enrol({ ticket, agentId, publicKey, siteId, ...machine })
    if (result.type !== 'enrolled') throw new Error(`${name} was not enrolled: ${result.type}`)
    await collector.watch.learn(result.hostId)
    agents.set(
      host.id,
      new CouncilAgent({ host, hostId: result.hostId, agentId, collector, clock }),
    )
  }
  return agents
}
