import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkKeyWith, linkLifeMs } from '../../../collector/state/link-token.ts'

const key = linkKeyWith(Buffer.alloc(32, 1))
const nowMs = Date.parse('2026-11-12T07:00:00Z')
const token = key.sign({ messageId: 4711, expiresAtMs: nowMs + linkLifeMs })

describe('the token of a mail’s link', () => {
  it('names its message until it expires, and is short enough for an SMS', () => {
    expect(key.read(token, nowMs)).toMatchObject({ messageId: 4711 })
    expect(key.read(token, nowMs + linkLifeMs + 60_000)).toBe('expired')
    expect(token.length).toBeLessThan(40)
  })
  it('is refused with any character changed, under another key, or made up', () => {
    for (let at = 0; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1)
      expect(key.read(changed, nowMs)).toBe('tampered')
    }
    expect(linkKeyWith(Buffer.alloc(32, 2)).read(token, nowMs)).toBe('tampered')
    fc.assert(fc.property(fc.string(), (text) => key.read(text, nowMs) === 'tampered'))
  })
})
