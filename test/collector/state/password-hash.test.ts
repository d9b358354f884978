import { expect, test } from 'vitest'
import { PasswordHasher, TooManyLogins } from '../../../collector/state/password-hash.ts'

test('a password matches its own hash and nothing else does', async () => {
  const hasher = new PasswordHasher()
  const stored = await hasher.hash('mlinzi wa zamu')
  expect(stored).toMatch(/^scrypt\$15\$8\$1\$/)
  expect(await hasher.matches('mlinzi wa zamu', stored)).toBe(true)
  expect(await hasher.matches('mlinzi wa usiku', stored)).toBe(false)
  expect(await hasher.matches('mlinzi wa zamu', null)).toBe(false)
  expect(await hasher.matches('mlinzi wa zamu', 'plain text')).toBe(false)
  expect(await hasher.hash('mlinzi wa zamu')).not.toBe(stored)
})

test('a crowd is sent away before it takes the memory', async () => {
  const hasher = new PasswordHasher()
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => hasher.matches('x', null)),
  )
  const refused = answers.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(4)
  expect(refused[0]).toMatchObject({ reason: expect.any(TooManyLogins) })
  expect(await hasher.matches('x', null)).toBe(false)
})
