import { expect, test } from 'vitest'
import { consoleEn } from '../../config/locales/console-en.ts'
import { consoleSw } from '../../config/locales/console-sw.ts'
import { pageTime } from '../../console/page-time.ts'

const now = Date.UTC(2026, 10, 12, 7, 42)
const zone = 'Africa/Dar_es_Salaam'
const sw = pageTime(consoleSw, zone, now)
const en = pageTime(consoleEn, zone, now)

test('an instant is the office’s wall time, in Swahili with the Swahili clock', () => {
  expect(en.instant(now)).toBe('12/11/2026, 10:42')
  expect(sw.instant(now)).toBe('12/11/2026, 10:42 (saa 4:42 asubuhi)')
})

test.each([
  [10, 'just now', 'sasa hivi'],
  [60, '60 seconds ago', 'sekunde 60 zilizopita'],
  [150, '3 minutes ago', 'dakika 3 zilizopita'],
  [7200, '2 hours ago', 'saa 2 zilizopita'],
  [3 * 86_400, '3 days ago', 'siku 3 zilizopita'],
])('%d seconds back reads "%s" and "%s"', (seconds, english, swahili) => {
  expect(en.ago(now - seconds * 1000)).toBe(english)
  expect(sw.ago(now - seconds * 1000)).toBe(swahili)
})
