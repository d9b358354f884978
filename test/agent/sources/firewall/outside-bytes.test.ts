/** No decoder throws, whatever a program or PowerShell gives it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Unknown } from '../../../../agent/host/host.ts'
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
import { windowsFirewall } from '../../../../agent/sources/firewall/windows/windows-firewall.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

test.each([
  ['ufw', decodeUfwStatus],
  ['systemctl', decodeServiceStatus],
  ['firewall-cmd', isOpenZone],
  ['iptables-save', decodeIptablesSave],
  ['socketfilterfw', decodeSocketFilter],
  ['defaults', decodeGlobalState],
])('%s', (_, decode) => {
  const word = fc.constantFrom(
    'Status: active',
    '*filter',
    ':INPUT DROP [0:0]',
    '-A INPUT -j x',
    '(State = 1)',
  )
  const text = fc.array(fc.oneof(word, fc.string())).map((lines) => lines.join('\n'))
  fc.assert(fc.property(fc.oneof(text, fc.string()), (given) => void decode(given)))
})

test('nft with any JSON, chains in loops included', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const statement = fc.oneof(
    name.map((target) => ({ jump: { target } })),
    name.map((target) => ({ goto: { target } })),
    fc.constantFrom({ drop: null }, { accept: null }, { counter: {} }, { match: {} }, { xt: null }),
    fc.jsonValue(),
  )
  const object = fc.oneof(
    name.map((table) => ({
      chain: {
        family: 'inet',
        table: 't',
        name: table,
        hook: 'input',
        type: 'filter',
        policy: 'accept',
      },
    })),
    fc
      .tuple(name, fc.array(statement, { maxLength: 4 }))
      .map(([chain, expr]) => ({ rule: { family: 'inet', table: 't', chain, expr } })),
    fc.jsonValue(),
  )
  const ruleset = fc.oneof(
    fc.jsonValue(),
    fc.array(object, { maxLength: 20 }).map((nftables) => ({ nftables })),
  )
  fc.assert(
    fc.property(ruleset, (value) => void decodeRuleset(value)),
    { numRuns: 500 },
  )
})

test('whatever the Windows query told, there is a verdict or a reason', () => {
  const profile = fc.record(
    { local: fc.jsonValue(), gpo: fc.jsonValue(), mdm: fc.jsonValue() },
    { requiredKeys: [] },
  )
  const sections = fc.record(
    {
      firewall: fc.oneof(
        fc.jsonValue(),
        fc.record({ domain: profile, private: profile, public: profile, service: fc.jsonValue() }),
      ),
      netCategories: fc.jsonValue(),
      fwProd: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(sections, (told) => {
      try {
        expect(windowsFirewall(windowsTold(told)).profiles).toHaveLength(3)
      } catch (error) {
        if (!(error instanceof Unknown)) throw error
      }
    }),
  )
})

test('chains that call each other many times over are walked once each', () => {
  const names = Array.from({ length: 40 }, (_, index) => `c${index}`)
  const nftables = [
    {
      chain: {
        family: 'inet',
        table: 't',
        name: 'c0',
        hook: 'input',
        type: 'filter',
        policy: 'drop',
      },
    },
    ...names.slice(1).map((name) => ({ chain: { family: 'inet', table: 't', name } })),
    ...names.flatMap((chain) =>
      names.map((target) => ({
        rule: { family: 'inet', table: 't', chain, expr: [{ jump: { target } }] },
      })),
    ),
  ]
  expect(decodeRuleset({ nftables })).toEqual({ ipv4: true, ipv6: true })
  const rules = names.flatMap((from) => names.map((to) => `-A ${from} -j ${to}`))
  const declared = names.map((name) => `:${name} - [0:0]`)
  const text = ['*filter', ':INPUT DROP [0:0]', ...declared, '-A INPUT -j c0', ...rules].join('\n')
  expect(decodeIptablesSave(text)).toBe(true)
})
