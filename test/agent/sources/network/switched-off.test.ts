/** Two machines on a real wire, one of them switched off: needs network namespaces, so root. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const name = `mlt${process.pid % 100_000}`
const network = '10.214.77'
const look = path.join(import.meta.dirname, '../../../support/programs/look-around.ts')

function ip(...words: readonly string[]): boolean {
  return spawnSync('ip', words).status === 0
}
/** This side .1 looks at .2 in a namespace of its own. */
function wired(): boolean {
  return (
    process.getuid?.() === 0 &&
    ip('netns', 'add', name) &&
    ip('link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name) &&
    ip('addr', 'add', `${network}.1/28`, 'dev', `${name}a`) &&
    ip('link', 'set', `${name}a`, 'up') &&
    ip('-n', name, 'addr', 'add', `${network}.2/28`, 'dev', `${name}b`) &&
    ip('-n', name, 'link', 'set', `${name}b`, 'up')
  )
}
let possible = false
beforeAll(() => {
  possible = wired()
  if (!possible) console.warn('skipped: no network namespaces here (root and iproute2 are needed)')
})
afterAll(() => {
  ip('link', 'del', `${name}a`)
  ip('netns', 'del', name)
})

function sightings(...hosts: readonly number[]): unknown {
  const addresses = hosts.map((host) => `${network}.${host}`)
  const { stdout } = spawnSync(process.execPath, [look, ...addresses], { encoding: 'utf8' })
  return JSON.parse(stdout)
}

test('a machine that is on is seen, one that went off is missed, a silent one is still seen', (context) => {
  if (!possible) return context.skip()
  expect(sightings(2, 3)).toEqual(['present', 'absent'])
  // Drops what nobody asked for, as Windows does; it answers ARP all the same.
  ip('-n', name, 'route', 'add', 'blackhole', `${network}.1/32`, 'table', 'local')
  expect(sightings(2)).toEqual(['present'])
  // The kernel still remembers its address when the machine is switched off: as after minutes.
  ip('neigh', 'change', `${network}.2`, 'dev', `${name}a`, 'nud', 'stale')
  ip('-n', name, 'link', 'set', `${name}b`, 'arp', 'off')
  expect(sightings(2)).toEqual(['absent'])
}, 60_000)
