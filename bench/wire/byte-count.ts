/** Bytes on the line to an agent, all in, counted in a network of its own or by a relay. */
import { spawnSync } from 'node:child_process'
import { CountingRelay } from '../relay.ts'

export interface CountedLine {
  readonly method: string
  /** host:port under which the agent finds the collector. */
  readonly address: string
  /** Program and words that start a process at the far end of the line. */
  readonly enter: readonly string[]
  /** Both directions, with IP and TCP headers, without those of Ethernet. */
  bytes(): number
  /** IP packets in both directions. */
  packets(): number
  close(): void
}

/**
 * A cable between two network namespaces, when this user may make one; else a relay. Without
 * `timeStamps` the far end asks for none in its TCP, as Windows does by default.
 */
export async function countedLine(
  number: number,
  port: number,
  timeStamps = true,
): Promise<CountedLine> {
  return namespaceLine(number, port, timeStamps) ?? (await relayLine(port, timeStamps))
}

function namespaceLine(number: number, port: number, timeStamps: boolean): CountedLine | undefined {
  if (process.getuid?.() !== 0) return undefined
  const name = `mlb${process.pid % 100_000}-${number}`
  const [near, far] = [`mlbn${number}`, `mlbf${number}`]
  const network = `10.213.${number}`
  const steps = [
    ['netns', 'add', name],
    ['link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name],
    ['addr', 'add', `${network}.1/30`, 'dev', near],
    ['link', 'set', near, 'up'],
    ['-n', name, 'addr', 'add', `${network}.2/30`, 'dev', far],
    ['-n', name, 'link', 'set', far, 'up'],
    ['-n', name, 'link', 'set', 'lo', 'up'],
    ...(timeStamps ? [] : [['netns', 'exec', name, 'sysctl', '-qw', 'net.ipv4.tcp_timestamps=0']]),
  ]
  const close = (): void => {
    spawnSync('ip', ['link', 'del', near])
    spawnSync('ip', ['netns', 'del', name])
  }
  for (const words of steps) {
    if (spawnSync('ip', words).status === 0) continue
    close()
    return undefined
  }
  return {
    method: 'IP octets of a network namespace',
    address: `${network}.1:${port}`,
    enter: ['ip', 'netns', 'exec', name],
    bytes: () => {
      const told = counters(name, 'netstat', 'IpExt:')
      return told('InOctets') + told('OutOctets')
    },
    packets: () => {
      const told = counters(name, 'snmp', 'Ip:')
      return told('InReceives') + told('OutRequests')
    },
    close,
  }
}

/** IPv4 and TCP, and TCP's time stamps with the padding. */
export const headerBytes = 40
export const timeStampBytes = 12

async function relayLine(port: number, timeStamps: boolean): Promise<CountedLine> {
  const relay = await CountingRelay.to(port)
  // A segment and its acknowledgement.
  const perSegment = 2 * (timeStamps ? headerBytes + timeStampBytes : headerBytes)
  return {
    method: `bytes through a relay and ${perSegment} bytes a segment`,
    address: `127.0.0.1:${relay.port}`,
    enter: [],
    bytes: () => relay.bytes.up + relay.bytes.down + relay.bytes.segments * perSegment,
    packets: () => relay.bytes.segments * 2,
    close: () => relay.close(),
  }
}

/** The kernel's counters of a namespace: one line of names, one of numbers. */
function counters(namespace: string, file: string, family: string): (name: string) => number {
  const { stdout } = spawnSync('ip', ['netns', 'exec', namespace, 'cat', `/proc/net/${file}`])
  const [names = [], values = []] = stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith(family))
    .map((line) => line.split(' '))
  return (name) => Number(values[names.indexOf(name)])
}
