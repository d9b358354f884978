import { expect, test } from 'vitest'
import { statusText } from '../../../agent/cli/status-text.ts'
import type { AgentState } from '../../../agent/state-file.ts'

const startedMs = Date.UTC(2026, 10, 12, 5)
const state: AgentState = {
  processId: 4711,
  version: '0.2.0',
  startedMs,
  writtenMs: startedMs + 2 * 3_600_000,
  running: true,
  connected: true,
  hostName: 'PC-7',
  sampleSeconds: 60,
  backlogRows: 3,
  spoolBytes: 1_250_000,
  droppedRows: 0,
  spoolFault: null,
  sources: [
    { name: 'cpu', state: 'ok', reason: null, tookMs: 0.42 },
    { name: 'updates', state: 'ok', reason: null, tookMs: 2148.3 },
    { name: 'smart', state: 'not_present', reason: 'The machine has no disk', tookMs: 38.4 },
    { name: 'raid', state: 'not read yet', reason: null },
  ],
}
const said = (more: Partial<AgentState> = {}, running = true): readonly string[] =>
  statusText({ ...state, ...more }, running, startedMs + 2 * 3_600_000 + 12_000)
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' | '))

test('each source tells what its last reading took, in units that can be read', () => {
  const lines = said()
  expect(lines).toContain('source | state | last took | why')
  expect(lines).toContain('cpu | ok | 0.4 ms')
  expect(lines).toContain('updates | ok | 2.1 s')
  expect(lines).toContain('smart | not present | 38 ms | The machine has no disk')
  expect(lines).toContain('raid | not read yet')
  expect(lines).toContain('as of | 12 s ago')
})

test('processor time is told where it is known, by the hour once that says something', () => {
  expect(said().join('\n')).not.toContain('processor time')
  expect(said({ cpuSeconds: 3 })).toContain('processor time | 3.0 s since its start, 1.5 s an hour')
  const young = { cpuSeconds: 0.5, writtenMs: startedMs + 60_000 }
  expect(said(young)).toContain('processor time | 0.5 s since its start')
})

test('the Windows query tells its dearest sections first, the rest as one, and the sum', () => {
  const cheap = Array.from({ length: 18 }, (_, at) => ({ section: `s${at}`, milliseconds: 10 }))
  const lines = said({ windowsQuery: [...cheap, { section: 'updates', milliseconds: 3820 }] })
  const from = lines.indexOf('Windows query | took | share')
  expect(lines[from + 1]).toBe('updates | 3.8 s | 96 %')
  expect(lines.slice(-2)).toEqual(['7 others | 70 ms | 2 %', 'in all | 4.0 s | 100 %'])
})

test('an agent that ended is not said to be connected', () => {
  const lines = said({}, false)
  expect(lines[0]).toBe('agent | does not run')
  expect(lines).toContain('collector | not connected')
})
