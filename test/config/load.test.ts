import { expect, test } from 'vitest'
import * as z from 'zod'
import { ConfigError, parseConfig } from '../../config/load.ts'

const schema = z.strictObject({
  listen: z.strictObject({ port: z.int().min(1).max(65535).default(7443) }).prefault({}),
  sites: z.array(z.strictObject({ name: z.string() })).default([]),
})

function faults(text: string): string[] {
  try {
    parseConfig('collector.yaml', text, schema)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

test('an empty file gives the defaults', () => {
  expect(parseConfig('collector.yaml', '', schema)).toEqual({ listen: { port: 7443 }, sites: [] })
})

test.each([
  [
    'an unknown key names its line and the nearest name',
    'listen:\n  prot: 1\n',
    'collector.yaml:2: "listen.prot" is not a setting; did you mean "port"?',
  ],
  [
    'a key like no other lists the known ones',
    '\nqqqqqq: 1\n',
    'collector.yaml:2: "qqqqqq" is not a setting; known here: listen, sites',
  ],
  [
    'an unknown key inside a list is found',
    'sites:\n  - name: Mlimani\n  - nmae: Pwani\n',
    'collector.yaml:3: "sites.1.nmae" is not a setting; did you mean "name"?',
  ],
])('%s', (_name, text, fault) => {
  expect(faults(text)).toContain(fault)
})

test('a wrong value names the setting and its line', () => {
  expect(faults('# ports\nlisten:\n  port: 70000\n')[0]).toMatch(
    /^collector\.yaml:3: listen\.port: /,
  )
})

test('broken YAML is told with its line', () => {
  expect(faults('listen:\n  port: [1\n')[0]).toMatch(/^collector\.yaml:\d+: This is not valid YAML/)
})
