/**
 * Head office, four sites and the provider between them. Each site has its router (`rt-…`), which is
 * also its cable to the provider's machine `wan`; HQ hangs on `wan` itself.
 *
 *     hq ─── wan ─┬─ rt-kil ─ kil-pc-1, kil-pc-2, kil-pc-3, sw-kil
 *                 ├─ rt-bwa ─ sw-bwa ─ bwa-pc-1, bwa-pc-2, bwa-pr (two printers and an access point)
 *                 ├─ rt-shu ─ shu-pc-1 …
 *                 └─ rt-mik ─ sw-mik ─ mik-pr
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Machines } from './netns.ts'

export const hqAddress = '10.50.0.2'
/** Where the test itself reaches HQ, and HQ the test's mail server. */
export const [testAddress, hqFromTest] = ['10.215.83.1', '10.215.83.2']
/** An address beyond everybody's line. */
export const outside = '196.46.0.1'
export const sites = ['kil', 'bwa', 'shu', 'mik'] as const
export type SiteId = (typeof sites)[number]
export const network = (site: SiteId): string => `10.${51 + sites.indexOf(site)}`

export interface Line {
  /** As `tc` writes it: 4mbit. */
  readonly rate: string
  readonly lossPercent: number
  /** One way, of TCP. */
  readonly delayMs: number
}

export class Country {
  readonly machines = new Machines()
  readonly #cards = new Map<SiteId, readonly string[]>()
  #relay: ReturnType<typeof spawn> | undefined

  /** Computers and other ends of each site, by name; each on a machine of its own. */
  build(ends: Readonly<Record<SiteId, readonly string[]>>): void {
    const { machines } = this
    machines.add('wan', 'hq')
    machines.forwards('wan')
    machines.cable(
      { machine: 'wan', card: 'hq', address: '10.50.0.1/24' },
      { machine: 'hq', card: 'eth0', address: `${hqAddress}/24` },
    )
    machines.gateway('hq', '10.50.0.1')
    machines.cableHere(`${testAddress}/30`, {
      machine: 'hq',
      card: 'test',
      address: `${hqFromTest}/30`,
    })
    machines.ip('wan', 'addr', 'add', `${outside}/32`, 'dev', 'lo')
    for (const site of sites) this.#site(site, ends[site])
  }
  /** The line of a site: its rate, what it loses, and how long it takes. */
  async shape(site: SiteId, { rate, lossPercent, delayMs }: Line): Promise<void> {
    const tbf = ['root', 'tbf', 'rate', rate, 'burst', '32kb', 'latency', '400ms']
    this.machines.on('wan', 'tc', 'qdisc', 'add', 'dev', site, ...tbf)
    const relayPort = 9443
    this.machines.on(
      'wan',
      'nft',
      `table ip line {
        chain loss { type filter hook prerouting priority -200; iifname "${site}" numgen random mod 100 < ${lossPercent} drop; }
        chain relay { type nat hook prerouting priority -100; iifname "${site}" ip daddr ${hqAddress} tcp dport 8443 redirect to :${relayPort}; }
      }`,
    )
    const program = path.join(import.meta.dirname, 'delay-relay.mjs')
    const words = [process.execPath, program, `${relayPort}`, hqAddress, '8443', `${delayMs}`]
    const [first = '', ...rest] = [...this.machines.enter('wan'), ...words]
    this.#relay = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
    if (this.#relay.stdout) await once(this.#relay.stdout, 'data')
  }
  /** The provider loses the line: nothing passes, not even to him; cables and routes stay. */
  cut(site: SiteId): void {
    this.machines.on(
      'wan',
      'nft',
      `table ip cut {
        chain in { type filter hook prerouting priority -300; iifname "${site}" drop; }
        chain out { type filter hook postrouting priority 300; oifname "${site}" drop; }
      }`,
    )
  }
  mend(): void {
    this.machines.on('wan', 'nft', 'delete', 'table', 'ip', 'cut')
  }
  /** The switch of a site loses its current, or gets it back. */
  switchOn(site: SiteId, on: boolean): void {
    const machine = `sw-${site}`
    for (const card of this.#cards.get(site) ?? [])
      this.machines.ip(machine, 'link', 'set', card, on ? 'up' : 'down')
  }
  close(): void {
    this.#relay?.kill('SIGKILL')
    this.machines.close()
  }
  #site(site: SiteId, ends: readonly string[]): void {
    const { machines } = this
    const [router, hub] = [`rt-${site}`, `sw-${site}`]
    machines.add(router, hub, ...ends)
    machines.forwards(router)
    machines.cable(
      { machine: 'wan', card: site, address: `${network(site)}.255.1/30` },
      { machine: router, card: 'wan', address: `${network(site)}.255.2/30` },
    )
    machines.ip('wan', 'route', 'add', `${network(site)}.0.0/24`, 'via', `${network(site)}.255.2`)
    machines.gateway(router, `${network(site)}.255.1`)
    machines.cable(
      { machine: router, card: 'lan', address: `${network(site)}.0.1/24` },
      { machine: hub, card: 'uplink' },
    )
    for (const [index, end] of ends.entries()) {
      const address = `${network(site)}.0.${11 + index}/24`
      machines.cable({ machine: end, card: 'eth0', address }, { machine: hub, card: `p${index}` })
      machines.gateway(end, `${network(site)}.0.1`)
    }
    const cards = ['uplink', ...ends.map((_, index) => `p${index}`)]
    this.#cards.set(site, cards)
    machines.bridge(hub, cards, `${network(site)}.0.2/24`)
    machines.gateway(hub, `${network(site)}.0.1`)
  }
}
