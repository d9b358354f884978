import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  decodeServiceStatus,
  isOpenZone,
} from '../../../../agent/sources/firewall/linux/firewalld.ts'
import { decodeIptablesSave } from '../../../../agent/sources/firewall/linux/iptables-save.ts'
import { decodeRuleset } from '../../../../agent/sources/firewall/linux/nft-ruleset.ts'
import { decodeUfwStatus } from '../../../../agent/sources/firewall/linux/ufw.ts'
import {
  decodeGlobalState,
  decodeSocketFilter,
} from '../../../../agent/sources/firewall/macos/macos-firewall.ts'

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const here = existsSync(folder)
if (!here) console.warn(`skipped: there are no recorded outputs in ${folder}`)
const recorded = (file: string): string => readFileSync(path.join(folder, file), 'utf8')

describe.skipIf(!here)('recorded outputs', () => {
  test('ufw of an Ubuntu that is on, and one that is off', () => {
    expect(decodeUfwStatus(recorded('linux/glpi_ubuntu_ufw_status_ON.txt'))?.active).toBe(true)
    expect(decodeUfwStatus(recorded('linux/own_ufw_status_verbose.txt'))?.active).toBe(false)
  })
  test('firewalld of a Fedora that runs', () => {
    const status = recorded('linux/glpi_fedora_systemctl_status_firewalld.service_ON.txt')
    expect(decodeServiceStatus(status)).toBe(true)
  })
  test('an empty ruleset of nft guards nothing', () => {
    const ruleset: unknown = JSON.parse(recorded('linux/own_nft_j_list_ruleset.json'))
    expect(decodeRuleset(ruleset)).toEqual({ ipv4: false, ipv6: false })
  })
  test('macOS with the firewall on', () => {
    expect(decodeGlobalState(recorded('macos/glpi_alf_globalstate.txt'))?.state).toBe('on')
  })
})

test.each([
  ['Firewall is disabled. (State = 0)\n', 'off', false],
  ['Firewall is enabled. (State = 1)\n', 'on', false],
  ['Firewall is blocking all non-essential incoming connections. (State = 2)\n', 'on', true],
])('macOS says %j', (text, state, blockAll) => {
  expect(decodeSocketFilter(text)).toMatchObject({ state, blockAll })
})

test.each([
  ['Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing)\n', 'deny'],
  ['Status: active\nDefault: reject (incoming), allow (outgoing), disabled (routed)\n', 'reject'],
  ['Status: active\nDefault: allow (incoming), allow (outgoing)\n', 'allow'],
])('ufw says %j', (text, incoming) => {
  expect(decodeUfwStatus(text)).toEqual({ active: true, incoming })
})
test('ufw without root is no status', () => {
  expect(decodeUfwStatus('ERROR: You need to be root to run this script\n')).toBeUndefined()
})

test.each([
  ['     Active: active (running) since Mon', true],
  ['     Active: inactive (dead)', false],
  ['     Active: failed (Result: exit-code)', false],
  ['     Active: activating (start) since', false],
  ['Unit firewalld.service could not be found.', undefined],
])('systemctl says %j', (text, runs) => {
  expect(decodeServiceStatus(text)).toBe(runs)
})
test('the zone trusted accepts everything', () => {
  expect(isOpenZone('trusted\n')).toBe(true)
  expect(isOpenZone('public\n')).toBe(false)
})

describe('iptables-save', () => {
  const filter = (input: string, rules: string) =>
    `*filter\n:INPUT ${input} [0:0]\n${rules}COMMIT\n`
  test.each([
    ['policy drop', filter('DROP', ''), true],
    ['policy accept', filter('ACCEPT', '-A INPUT -p tcp --dport 22 -j DROP\n'), false],
    [
      'a last rule that rejects',
      filter(
        'ACCEPT',
        '-A INPUT -i lo -j ACCEPT\n-A INPUT -j REJECT --reject-with icmp-port-unreachable\n',
      ),
      true,
    ],
    ['accept before drop', filter('DROP', '-A INPUT -j ACCEPT\n'), false],
    ['a drop of all but its own', filter('ACCEPT', '-A INPUT ! -i lo -j DROP\n'), true],
    ['a drop on one of the cards', filter('ACCEPT', '-A INPUT ! -i eth0 -j DROP\n'), false],
    [
      'a chain of its own that drops',
      filter(
        'ACCEPT',
        ':rest - [0:0]\n-A INPUT -m comment --comment "the rest" -j rest\n-A rest -j DROP\n',
      ),
      true,
    ],
    ['a chain that returns', filter('DROP', ':x - [0:0]\n-A INPUT -j x\n-A x -j RETURN\n'), true],
    [
      'chains that call each other',
      filter('ACCEPT', ':a - [0:0]\n-A INPUT -j a\n-A a -j a\n'),
      false,
    ],
    ['drop in another table', `*raw\n:INPUT DROP [0:0]\nCOMMIT\n`, undefined],
  ])('%s', (_, text, protects) => {
    expect(decodeIptablesSave(text)).toBe(protects)
  })
})
