import { expect, test } from 'vitest'
import { agentDefaults } from '../../config/agent-defaults.ts'
import { agentSchema } from '../../config/agent-schema.ts'

test('an empty file means the defaults', () => {
  expect(agentSchema.parse({})).toEqual(agentDefaults)
})

test('one setting leaves the others as they are', () => {
  const { sources } = agentSchema.parse({ sources: { cpu: { perCore: true } } })
  expect(sources).toEqual({ ...agentDefaults.sources, cpu: { perCore: true } })
})

test('unknown settings and sources are refused', () => {
  expect(() => agentSchema.parse({ smaple: 1 })).toThrow()
  expect(() => agentSchema.parse({ sources: { off: ['cpus'] } })).toThrow()
})
