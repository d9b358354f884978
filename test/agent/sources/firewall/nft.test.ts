/** Rulesets loaded into the kernel by the real nft, in a network namespace of their own. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { decodeRuleset } from '../../../../agent/sources/firewall/linux/nft-ruleset.ts'
import { missing } from '../../../support/service.ts'

const absent = missing('nft', 'nftables')
const inNamespace = (script: string) =>
  spawnSync('unshare', ['-r', '-n', 'sh', '-c', script], { encoding: 'utf8' })
const refused = !absent && inNamespace('nft -j list ruleset').status !== 0
if (refused) console.warn('skipped: network namespaces or nftables are not possible here')

/** What the decoder makes of the ruleset as the kernel gives it back. */
function loaded(rules: string): ReturnType<typeof decodeRuleset> {
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['-r', '-n', 'sh', '-c', 'nft -f - && nft -j list ruleset'],
    { encoding: 'utf8', input: rules },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return decodeRuleset(JSON.parse(stdout))
}
const both = { ipv4: true, ipv6: true }
const none = { ipv4: false, ipv6: false }
const only4 = { ipv4: true, ipv6: false }
const input = 'type filter hook input priority filter'

describe.skipIf(absent || refused)('the kernel’s rules', () => {
  test.each([
    ['nothing', '', none],
    [
      'a policy of drop',
      `table inet f {\n chain i { ${input}; policy drop;\n tcp dport 22 accept\n }\n}`,
      both,
    ],
    [
      'a policy of accept',
      `table inet f {\n chain i { ${input}; policy accept;\n tcp dport 23 drop\n }\n}`,
      none,
    ],
    [
      'a last rule that rejects, counted and logged',
      `table inet f {\n chain i { ${input}; policy accept;\n ct state established accept\n counter log prefix "x" reject with icmpx admin-prohibited\n }\n}`,
      both,
    ],
    [
      'a drop of all that is not the computer’s own',
      `table ip f {\n chain g {\n ct state established accept\n drop\n }\n chain i { ${input};\n iifname != "lo" jump g\n }\n}`,
      only4,
    ],
    [
      'a drop on one of the cards',
      `table ip f {\n chain i { ${input};\n iifname != "eth0" drop\n }\n}`,
      none,
    ],
    [
      'a drop that only some packets reach',
      `table inet f {\n chain i { ${input}; policy accept;\n iifname "lo" accept\n limit rate 5/second drop\n }\n}`,
      none,
    ],
    [
      'accept for all before a policy of drop',
      `table inet f {\n chain i { ${input}; policy drop;\n accept\n }\n}`,
      none,
    ],
    ['IPv4 alone', `table ip f {\n chain i { ${input}; policy drop;\n }\n}`, only4],
    [
      'IPv4 and IPv6 in two tables',
      `table ip f {\n chain i { ${input}; policy drop;\n }\n}\ntable ip6 f {\n chain i { ${input}; policy drop;\n }\n}`,
      both,
    ],
    [
      'Docker, which guards its own networks and not the computer',
      'table ip filter {\n chain DOCKER {\n drop\n }\n chain FORWARD { type filter hook forward priority filter; policy drop;\n jump DOCKER\n }\n}\ntable ip nat {\n chain INPUT { type nat hook input priority 100; policy accept;\n }\n}',
      none,
    ],
    [
      'a jump to a chain that drops the rest',
      `table inet f {\n chain rest {\n ct state related accept\n drop\n }\n chain i { ${input}; policy accept;\n jump rest\n }\n}`,
      both,
    ],
    [
      'a goto from which nothing comes back to the drop behind it',
      `table inet f {\n chain zone {\n tcp dport 22 accept\n }\n chain i { ${input}; policy accept;\n goto zone\n drop\n }\n}`,
      none,
    ],
    [
      'zones as firewalld makes them',
      `table inet firewalld {\n chain in_public {\n tcp dport 22 accept\n reject with icmpx admin-prohibited\n }\n chain zones {\n goto in_public\n }\n chain i { ${input} + 10; policy accept;\n ct state { established, related } accept\n iifname "lo" accept\n jump zones\n reject with icmpx admin-prohibited\n }\n}`,
      both,
    ],
    [
      'a verdict map, which is a condition',
      `table inet f {\n chain i { ${input}; policy drop;\n ct state vmap { established : accept, invalid : drop }\n }\n}`,
      both,
    ],
    [
      'a table that sleeps',
      `table inet f {\n flags dormant\n chain i { ${input}; policy drop;\n }\n}`,
      none,
    ],
    [
      'two chains of which one accepts and one drops',
      `table inet a {\n chain i { ${input}; policy accept;\n accept\n }\n}\ntable inet b {\n chain i { ${input} + 5; policy drop;\n }\n}`,
      both,
    ],
  ])('%s', (_, rules, protection) => {
    expect(loaded(rules)).toEqual(protection)
  })
})
