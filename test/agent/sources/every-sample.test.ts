import { expect, test } from 'vitest'
import { createSources } from '../../../agent/sources/sources.ts'
import { agentDefaults } from '../../../config/agent-defaults.ts'

test('sources of the setting everySample are read with the fast ones, the others keep their beat', () => {
  const parts = { statistics: () => never(), deliverInventory: () => undefined }
  const settings = { ...agentDefaults.sources, everySample: ['disk', 'processes'] as const }
  const beats = new Map(createSources(settings, parts).map(({ name, beat }) => [name, beat]))
  expect([beats.get('disk'), beats.get('processes'), beats.get('agent')]).toEqual([
    'fast',
    'fast',
    'disk',
  ])
})

function never(): never {
  throw new Error('Nothing is read here')
}
