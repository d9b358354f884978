import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import { ConfigError } from '../../../config/load.ts'
import { parseRules } from '../../../config/rules-file.ts'

const parse = (text: string) => parseRules([{ file: 'rules.yaml', text }], catalogue)
function faults(text: string): readonly string[] {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((one) => `${one.line}: ${one.text}`)
    throw error
  }
  return []
}

describe('a rule file', () => {
  it('becomes plain data with times in milliseconds and sizes in bytes', () => {
    const [rule] = parse(`
- id: small-disk
  kind: threshold
  select: { measurement: disk, tags: { path: / } }
  warning:
    when: [{ field: used_percent, above: 85 }, { field: free, below: 15 GB }]
    for: 5m
    clear: { field: free, above: 20 GB }
`)
    expect(rule).toMatchObject({
      id: 'small-disk',
      text: 'small-disk',
      select: { tags: { path: ['/'] } },
      levels: [
        {
          severity: 'warning',
          forMs: 300_000,
          when: [
            { field: 'used_percent', comparison: 'above', value: 85 },
            { field: 'free', comparison: 'below', value: 15 * 1024 ** 3 },
          ],
        },
      ],
    })
  })
  it('lets a later file replace a rule by its id or turn it off', () => {
    const one = `- { id: a, kind: event, field: x, severity: warning, select: { measurement: "foreign:m" } }`
    const off = `- { id: a, kind: event, field: x, severity: warning, enabled: false, select: { measurement: "foreign:m" } }`
    const files = [one, off].map((text, at) => ({ file: `${at}.yaml`, text }))
    expect(parseRules(files.slice(0, 1), catalogue)).toHaveLength(1)
    expect(parseRules(files, catalogue)).toHaveLength(0)
  })
  it.each([
    [
      'an unknown measurement',
      '- id: a\n  kind: threshold\n  select: { measurement: dsk }\n  warning: { when: { field: free, below: 1 } }',
      '3: rule a: "dsk" is no measurement; did you mean "disk"?',
    ],
    [
      'an unknown field',
      '- id: a\n  kind: threshold\n  select: { measurement: disk }\n  warning:\n    when: { field: used_procent, above: 1 }',
      '5: rule a: "used_procent" is no field of "disk"; did you mean "used_percent"?',
    ],
    [
      'an unknown tag',
      '- id: a\n  kind: threshold\n  select: { measurement: disk, tags: { pth: / } }\n  warning: { when: { field: free, below: 1 } }',
      '3: rule a: "pth" is no tag of "disk"; did you mean "path"?',
    ],
    [
      'an unknown word of a state',
      '- id: a\n  kind: state\n  field: state\n  select: { measurement: source }\n  warning: { is: faild }',
      '5: rule a: "faild" is no value of state; did you mean "failed"?',
    ],
    [
      'an unknown key',
      '- id: a\n  kind: threshold\n  selct: { measurement: disk }\n  warning: { when: { field: free, below: 1 } }',
      '3: rule a: "selct" is unknown; did you mean "select"?',
    ],
    [
      'an unknown comparison',
      '- id: a\n  kind: threshold\n  select: { measurement: disk }\n  warning:\n    when:\n      - { field: free, belw: 1 }',
      '6: rule a: "warning.when.0.belw" is unknown; did you mean "below"?',
    ],
    [
      'an unknown kind',
      '- id: a\n  kind: treshold',
      '1: "treshold" is no kind of rule; did you mean "threshold"?',
    ],
    [
      'a time that is none',
      '- id: a\n  kind: threshold\n  select: { measurement: disk }\n  warning: { when: { field: free, below: 1 }, for: 5 min }',
      '4: rule a: warning.for: "5 min" is no length of time; write 90s, 5m, 2h, 3d or 3wd (working days)',
    ],
    [
      'a cron pattern that is none',
      '- id: a\n  kind: schedule\n  cron: 30 25 * * *\n  grace: 2h\n  select: { measurement: "foreign:b" }\n  proof: { field: x }\n  warning: { missed: 1 }',
      'is no cron pattern',
    ],
  ])('tells %s with its line and what was probably meant', (_, text, told) => {
    expect(faults(text).join('\n')).toContain(told)
  })
  it('tells all faults of a file at once and survives any text', () => {
    expect(faults('- id: a\n  kind: x\n- id: b\n  kind: y')).toHaveLength(2)
    expect(faults('{')).not.toHaveLength(0)
    expect(faults('a: 1')).not.toHaveLength(0)
    expect(faults('')).toHaveLength(0)
  })
})
