import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { eventually, temporaryFolder } from '../support/door.ts'
import { doors } from '../support/doors.ts'
import { missing } from '../support/service.ts'

const open = doors()
const program = path.join(import.meta.dirname, '../support/programs/visiting-agent.ts')

test.skipIf(missing('faketime', 'faketime')).each([2009, 2099])(
  'a computer that believes it is %i enrols, connects and delivers',
  async (year) => {
    const door = await open()
    const token = await door.token()
    const { stdout } = await promisify(execFile)(
      'faketime',
      [`${year}-03-01 10:00:00`, process.execPath, program, await temporaryFolder(), token],
      // Only the wall clock is wrong: a battery has no say in how long a second is.
      { env: { ...process.env, DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' }, timeout: 25_000 },
    )
    expect(JSON.parse(stdout)).toMatchObject({ year, answer: { type: 'ack' } })
    expect(door.ingest.frames).toHaveLength(1)
    await eventually('the clock offset is kept', async () => {
      const [host] = await door.identity.hosts.all()
      return host?.clockOffsetSeconds !== null
    })
    const [host] = await door.identity.hosts.all()
    const offYears = (host?.clockOffsetSeconds ?? 0) / (365.25 * 86_400)
    expect(Math.abs(offYears)).toBeGreaterThan(10)
  },
)
