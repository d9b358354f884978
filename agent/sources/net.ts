import { net } from '../../contract/catalogue/families/net.ts'
import { reading, type FieldsOf, type Reading } from '../../contract/catalogue/grammar.ts'
import { nextLine, scanNumbers, skipBlanks, wholeNumber } from '../../lib/scan.ts'
import { NotPresent, type Host } from '../host/host.ts'
import { netAbout } from './net/about.ts'
import { netOfWindows } from './net/windows.ts'
import type { Source } from './source.ts'

export interface NetOptions {
  /** Interfaces left out beside those that are left out anyway. */
  readonly exclude: readonly string[]
}

/** Made by container engines, hypervisors and traffic shaping: they carry others’ traffic twice. */
const virtual =
  /^(?:lo|veth.*|docker.*|br-.*|virbr.*|vnet.*|tap.*|vmnet.*|cni.*|flannel.*|cali.*|podman.*|lxc.*|lxd.*|ifb.*|dummy.*|sit\d.*|ip6tnl.*|tunl\d.*|gre.*|erspan.*|teql.*|ip_vti.*|ip6_vti.*)$/
const interfacesMax = 256
const speedAgeMs = 600_000

/** Columns of /proc/net/dev after the name. */
const at = {
  bytesIn: 0,
  packetsIn: 1,
  errorsIn: 2,
  dropsIn: 3,
  bytesOut: 8,
  packetsOut: 9,
  errorsOut: 10,
  dropsOut: 11,
} as const

type Link = NonNullable<FieldsOf<typeof net>['link']>
interface Interface {
  readonly tags: { readonly interface: string }
  link: Link
  speed: number
  /** Monotonic time of the last look at the speed. */
  speedAtMs: number
}

export function netSource({ exclude }: NetOptions): Source {
  return {
    name: 'net',
    beat: 'fast',
    timeoutMs: 1000,
    platforms: ['linux', 'win32'],
    about: netAbout,
    measurements: [net.name],
    start: ({ host: { platform } }) => {
      if (platform === 'win32') return netOfWindows(exclude)
      /** By name; null: left out. */
      const interfaces = new Map<string, Interface | null>()
      const numbers = new Float64Array(12)
      return ({ host, clock }) => {
        const text = host.readTextNow('/proc/net/dev')
        const readings: Reading[] = []
        for (let line = 0; line >= 0; line = nextLine(text, line)) {
          const colon = text.indexOf(':', line)
          if (colon < 0) break
          const name = text.slice(skipBlanks(text, line), colon)
          // The two lines of the heading have no colon of their own.
          if (name.includes('\n')) continue
          const one = interfaceNamed(interfaces, name, exclude)
          if (!one || scanNumbers(text, colon + 1, numbers) < numbers.length) continue
          lookAtLink(one, host, clock.monotonic())
          readings.push(toReading(one, numbers))
        }
        if (readings.length === 0) throw new NotPresent('The machine has no network interface')
        return readings
      }
    },
  }
}

function interfaceNamed(
  interfaces: Map<string, Interface | null>,
  name: string,
  exclude: readonly string[],
): Interface | null {
  let one = interfaces.get(name)
  if (one === undefined) {
    const left = virtual.test(name) || exclude.includes(name) || interfaces.size >= interfacesMax
    one = left
      ? null
      : { tags: { interface: name }, link: 'unknown', speed: -1, speedAtMs: -Infinity }
    if (interfaces.size < interfacesMax) interfaces.set(name, one)
  }
  return one
}

/** Asking for the speed takes a lock of the kernel's network code: only when the link changed. */
function lookAtLink(one: Interface, host: Host, nowMs: number): void {
  const link = linkOf(host, one.tags.interface)
  if (link === one.link && nowMs - one.speedAtMs < speedAgeMs) return
  one.link = link
  one.speedAtMs = nowMs
  one.speed = link === 'down' ? -1 : speedOf(host, one.tags.interface)
}

function linkOf(host: Host, name: string): Link {
  try {
    const word = host.readTextNow(`/sys/class/net/${name}/operstate`).trim()
    if (word === 'up' || word === 'dormant') return word
    return word === 'down' || word === 'lowerlayerdown' || word === 'notpresent'
      ? 'down'
      : 'unknown'
  } catch {
    return 'unknown'
  }
}

/** Wireless, virtual and unplugged interfaces refuse to tell. */
function speedOf(host: Host, name: string): number {
  try {
    const speed = wholeNumber(host.readTextNow(`/sys/class/net/${name}/speed`))
    return speed !== undefined && speed > 0 && speed < 1e7 ? speed : -1
  } catch {
    return -1
  }
}

function toReading(one: Interface, numbers: Float64Array): Reading {
  return reading(net, one.tags, {
    bytes_sent: numbers[at.bytesOut] ?? 0,
    bytes_recv: numbers[at.bytesIn] ?? 0,
    packets_sent: numbers[at.packetsOut] ?? 0,
    packets_recv: numbers[at.packetsIn] ?? 0,
    err_in: numbers[at.errorsIn] ?? 0,
    err_out: numbers[at.errorsOut] ?? 0,
    drop_in: numbers[at.dropsIn] ?? 0,
    drop_out: numbers[at.dropsOut] ?? 0,
    speed: one.speed,
    link: one.link,
  })
}
