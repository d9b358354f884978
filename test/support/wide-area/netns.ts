/** Machines and cables of a test: network namespaces and veth pairs, all gone at the end. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

/** One end of a cable: the machine, its card's name there, and its address with the width. */
export interface End {
  readonly machine: string
  readonly card: string
  readonly address?: string
}

/** Whether this user may make network namespaces and filter in them here; says once why not. */
export function namespacesPossible(): boolean {
  const possible = process.getuid?.() === 0 && probe()
  if (possible) sweep()
  if (!possible) console.warn('skipped: no network namespaces here (root, iproute2, nftables)')
  return possible
}

/** Takes away what a run left that was killed: its names bear its process's number. */
function sweep(): void {
  const names = readdirSync('/run/netns')
  const cards = readdirSync('/sys/class/net')
  const dead = (name: string): boolean => {
    const [, pid] = /^ml(\d+)[-h]/.exec(name) ?? []
    return pid !== undefined && !existsSync(`/proc/${pid}`)
  }
  for (const card of cards.filter(dead)) spawnSync('ip', ['link', 'del', card])
  for (const name of names.filter(dead)) spawnSync('ip', ['netns', 'del', name])
}

function probe(): boolean {
  const name = `mlp${process.pid}`
  const good =
    run(['ip', 'netns', 'add', name]) &&
    run(['ip', 'link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', 'b', 'netns', name]) &&
    run(['ip', 'netns', 'exec', name, 'nft', 'add', 'table', 'inet', 'probe']) &&
    run(['ip', 'netns', 'exec', name, 'tc', 'qdisc', 'show'])
  spawnSync('ip', ['netns', 'del', name])
  return good
}

function run([program = '', ...words]: readonly string[]): boolean {
  return spawnSync(program, words).status === 0
}

/** A set of machines under names of its own, so that two tests at once do not meet. */
export class Machines {
  readonly #mark = `ml${process.pid}`
  readonly #names: string[] = []
  readonly #near: string[] = []
  #cables = 0

  /** The namespace's name for the system's tools. */
  space(machine: string): string {
    return `${this.#mark}-${machine}`
  }
  /** Words before a program's own with which it runs on that machine. */
  enter(machine: string): readonly string[] {
    return ['ip', 'netns', 'exec', this.space(machine)]
  }
  add(...machines: readonly string[]): void {
    for (const machine of machines) {
      this.#names.push(machine)
      this.#must(['ip', 'netns', 'add', this.space(machine)])
      this.ip(machine, 'link', 'set', 'lo', 'up')
    }
  }
  /** A router: hands on what is not for itself. */
  forwards(machine: string): void {
    this.on(machine, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
  }
  cable(one: End, other: End): void {
    // Names are known in the namespace where the cable is made for a moment.
    const [left, right] = [`${this.#mark}l${++this.#cables}`, `${this.#mark}r${this.#cables}`]
    this.#must(['ip', 'link', 'add', left, 'type', 'veth', 'peer', 'name', right])
    this.#plug(left, one)
    this.#plug(right, other)
  }
  /** A cable to where the test itself runs. */
  cableHere(address: string, other: End): void {
    const [left, right] = [`${this.#mark}h${++this.#cables}`, `${this.#mark}o${this.#cables}`]
    this.#must(['ip', 'link', 'add', left, 'type', 'veth', 'peer', 'name', right])
    this.#near.push(left)
    this.#must(['ip', 'addr', 'add', address, 'dev', left])
    this.#must(['ip', 'link', 'set', left, 'up'])
    this.#plug(right, other)
  }
  /** Cards of a switch. */
  bridge(machine: string, cards: readonly string[], address: string): void {
    this.ip(machine, 'link', 'add', 'br0', 'type', 'bridge')
    for (const card of cards) this.ip(machine, 'link', 'set', card, 'master', 'br0')
    this.ip(machine, 'addr', 'add', address, 'dev', 'br0')
    this.ip(machine, 'link', 'set', 'br0', 'up')
  }
  gateway(machine: string, address: string): void {
    this.ip(machine, 'route', 'add', 'default', 'via', address)
  }
  ip(machine: string, ...words: readonly string[]): void {
    this.#must(['ip', '-n', this.space(machine), ...words])
  }
  /** Runs a program there to its end; gives what it printed. */
  on(machine: string, ...words: readonly string[]): string {
    return this.#must([...this.enter(machine), ...words])
  }
  close(): void {
    for (const card of this.#near) spawnSync('ip', ['link', 'del', card])
    for (const machine of this.#names) spawnSync('ip', ['netns', 'del', this.space(machine)])
  }
  #plug(card: string, { machine, card: name, address }: End): void {
    this.#must(['ip', 'link', 'set', card, 'netns', this.space(machine), 'name', name])
    if (address !== undefined) this.ip(machine, 'addr', 'add', address, 'dev', name)
    this.ip(machine, 'link', 'set', name, 'up')
  }
  #must([program = '', ...words]: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`)
    return stdout
  }
}
