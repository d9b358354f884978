import { expect, it } from 'vitest'
import { defaultHome } from '../../agent/home.ts'

it('the agent keeps its state where the system keeps such things', () => {
  expect(defaultHome('win32')).toBe('C:\\ProgramData\\Mlinzi')
  expect(defaultHome('darwin')).toBe('/Library/Application Support/Mlinzi')
  expect(defaultHome('linux')).toMatch(/var$/)
})
