import { expect, test } from 'vitest'
import { lineLog } from '../../lib/line-log.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

test('a line is JSON with time, level, sentence and fields; errors show what they are', () => {
  const lines: string[] = []
  const clock = new VirtualClock(Date.UTC(2026, 10, 12, 5))
  const log = lineLog('info', clock, (line) => lines.push(line))
  log.debug({}, 'not written')
  const cause = new Error('the disk')
  log.warn(
    { source: 'disk', err: new RangeError('no answer', { cause }) },
    'A source does not work',
  )
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    time: '2026-11-12T05:00:00.000Z',
    level: 'warn',
    msg: 'A source does not work',
    source: 'disk',
    err: { type: 'RangeError', message: 'no answer', cause: 'the disk' },
  })
})
