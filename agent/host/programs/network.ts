import type { Program, ShapedWord } from './program.ts'

/** IPv4 or IPv6; never an option, never a name that only looks like one. */
const address: ShapedWord = { name: 'address', shape: /[0-9A-Fa-f][0-9A-Fa-f.:]{1,44}/ }
const addresses: ShapedWord = { ...address, name: 'addresses', most: 128 }
const count: ShapedWord = { name: 'count', shape: /\d{1,2}/ }
const milliseconds: ShapedWord = { name: 'milliseconds', shape: /\d{2,5}/ }
const seconds: ShapedWord = { name: 'seconds', shape: /\d{1,2}/ }

const gives = 'whether devices that this agent was asked to watch answer, and how fast'
const fping = (path: string): Program => ({
  path,
  gives,
  arguments: [['-q', '-C', count, '-p', '500', '-i', '5', '-t', milliseconds, addresses]],
})

export const networkPrograms: readonly Program[] = [
  ...['/usr/bin/fping', '/usr/sbin/fping', '/usr/local/sbin/fping', '/opt/homebrew/sbin/fping'].map(
    fping,
  ),
  ...['/usr/bin/ping', '/bin/ping'].map((path) => ({
    path,
    gives,
    arguments: [['-n', '-c', count, '-i', '0.5', '-W', seconds, address]],
  })),
  {
    path: '/sbin/ping',
    gives,
    arguments: [['-n', '-c', count, '-i', '0.5', '-W', milliseconds, address]],
  },
  {
    path: '%SystemRoot%\\System32\\PING.EXE',
    gives,
    arguments: [['-n', count, '-w', milliseconds, address]],
  },
  {
    path: '%SystemRoot%\\System32\\ARP.EXE',
    gives: 'hardware addresses of neighbours, when a poller looks through its subnet',
    arguments: [['-a']],
  },
]
