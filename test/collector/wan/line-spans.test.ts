import { describe, expect, it } from 'vitest'
import { downSpans, without } from '../../../collector/wan/line-spans.ts'

const minute = 60_000
/** One run a minute: `.` answered, `x` lost, ` ` no run. */
function check(runs: string) {
  return {
    everyMs: minute,
    runs: Array.from(runs).flatMap((mark, at) =>
      mark === ' '
        ? []
        : [
            {
              timeMs: at * minute,
              lossPercent: mark === 'x' ? 100 : 0,
              rttMs: mark === 'x' ? null : 20,
            },
          ],
    ),
  }
}
const spans = (now: number, ...runs: readonly string[]) =>
  downSpans(runs.map(check), now * minute).map(({ fromMs, toMs }) => [
    fromMs / minute,
    toMs / minute,
  ])

describe('when a line did not carry', () => {
  it('one lost run is none; two in a row begin with the first and end with the first answer', () => {
    expect(spans(9, '..x..x...')).toEqual([])
    expect(spans(9, '..xxxx...')).toEqual([[2, 6]])
  })
  it('needs every address to be silent, and begins with the last that answered', () => {
    expect(spans(9, '..xxxx...', '.........')).toEqual([])
    expect(spans(9, '..xxxxxx.', '....xxx..')).toEqual([[4, 7]])
  })
  it('lasts while the newest run is lost, and ends where the poller itself was off', () => {
    expect(spans(6, '..xxxx')).toEqual([[2, Infinity]])
    expect(spans(30, '..xxxx')).toEqual([[2, 5]])
    expect(spans(20, '..xxx               .')).toEqual([[2, 4]])
  })
  it('takes away what another cause explains', () => {
    const cut = [{ fromMs: 3, toMs: 5 }]
    expect(without([{ fromMs: 1, toMs: 9 }], cut)).toEqual([
      { fromMs: 1, toMs: 3 },
      { fromMs: 5, toMs: 9 },
    ])
    expect(without([{ fromMs: 3, toMs: 5 }], cut)).toEqual([])
  })
})
