import { expect, test } from 'vitest'
import { builtAssets } from '../support/console-assets.ts'

test('the style sheet and the islands keep their budgets and load nothing from elsewhere', async () => {
  const { style, islands } = await builtAssets()
  expect(Buffer.byteLength(style)).toBeLessThanOrEqual(12 * 1024)
  expect(islands.common.body.length + islands.fleet.body.length).toBeLessThanOrEqual(8 * 1024)
  expect(islands.host.body.length).toBeLessThanOrEqual(64 * 1024)
  expect(style).not.toMatch(/url\(|@import/)
  for (const { body } of Object.values(islands))
    expect(body.toString()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
})
