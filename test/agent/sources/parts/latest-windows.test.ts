import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotPresent, Unknown, type Host } from '../../../../agent/host/host.ts'
import type { WindowsFacts } from '../../../../agent/host/windows/facts.ts'
import { pagesOf } from '../../../../agent/sources/parts/vm-stat.ts'
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import { reader, sourceNamed } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'
import { windowsHost } from '../../../support/windows-host.ts'

/** A Windows whose query is answered when the test says so. */
function slowWindows() {
  let answer = Promise.withResolvers<WindowsFacts>()
  const asked: string[] = []
  const host: Host = {
    ...windowsHost({}),
    windows: (tier) => {
      asked.push(tier)
      return answer.promise
    },
  }
  const settle = async (change: (one: typeof answer) => void): Promise<void> => {
    const old = answer
    answer = Promise.withResolvers()
    change(old)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    host,
    asked,
    tell: (observedAtMs: number, sections: WindowsFacts['sections'], errors = {}) =>
      settle(({ resolve }) =>
        resolve({
          observedAtMs,
          whoami: { system: true, admin: true, language: '', powershell: '', languageMode: '' },
          sections,
          errors,
          durations: {},
        }),
      ),
    fail: (error: Error) => settle(({ reject }) => reject(error)),
  }
}
const zone = (tenths: number) => ({ thermal: [{ n: 'TZ0', dk: tenths }] })

describe('a fast source on Windows', () => {
  it('never waits for PowerShell, asks it once and tells each answer once', async () => {
    const { host, asked, tell } = slowWindows()
    const read = reader(sourceNamed('sensors'), host, new VirtualClock())
    expect(await read()).toEqual([])
    expect(await read()).toEqual([])
    expect(asked).toEqual(['fast'])
    await tell(1, zone(3000))
    expect(await read()).toHaveLength(1)
    expect(await read()).toEqual([])
    await tell(2, zone(3010))
    expect(await read()).toHaveLength(1)
  })

  it('is unknown for as long as the query fails, and well again after it', async () => {
    const { host, tell, fail } = slowWindows()
    const read = reader(sourceNamed('diskio'), host, new VirtualClock())
    await read()
    await fail(new Unknown('restricted', 'a policy'))
    await expect(read()).rejects.toMatchObject({ reason: 'restricted' })
    await tell(1, { diskio: [{ n: '0 C:', r: 1, w: 2 }] })
    expect(await read()).toHaveLength(1)
  })

  it('stays not present between two answers that say so', async () => {
    const { host, tell } = slowWindows()
    const read = reader(sourceNamed('battery'), host, new VirtualClock())
    await read()
    await tell(1, { battery: [] })
    await expect(read()).rejects.toThrow(NotPresent)
    await expect(read()).rejects.toThrow(NotPresent)
  })

  it('whose own section failed is unknown with its reason', async () => {
    const { host, tell } = slowWindows()
    const read = reader(sourceNamed('net'), host, new VirtualClock())
    await read()
    await tell(1, {}, { net: { hr: '0x8004100E' } })
    await expect(read()).rejects.toMatchObject({ reason: 'not_installed' })
  })

  it.each(['sensors', 'diskio', 'battery', 'net', 'swap'])(
    'makes only readings, or knows why not, of whatever is told (%s)',
    async (name) => {
      const keys = ['thermal', 'diskio', 'battery', 'batteryPower', 'net', 'adapters', 'pageFile']
      const row = fc.dictionary(
        fc.constantFrom(
          'n',
          'd',
          'r',
          'w',
          't',
          'q',
          'idle',
          'k',
          'dk',
          'pct',
          'status',
          'mib',
          'hw',
          'rx',
          'full',
          'design',
        ),
        fc.oneof(fc.double(), fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
      )
      const sections = fc.dictionary(
        fc.constantFrom(...keys),
        fc.oneof(fc.array(row), row, fc.jsonValue()),
      )
      await fc.assert(
        fc.asyncProperty(sections, async (told) => {
          const read = reader(
            sourceNamed(name),
            windowsHost({ sections: told }),
            new VirtualClock(),
          )
          await read()
          const outcome = await read().catch((error: unknown) => error)
          const known = outcome instanceof NotPresent || outcome instanceof Unknown
          if (!known) (outcome as readonly Reading[]).forEach(mustBeFinite)
        }),
      )
    },
  )
})

function mustBeFinite({ measurement, fields }: Reading): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'number') continue
    const field = measurement.fields[name]
    const { min, max } = field && 'min' in field ? field : {}
    expect(Number.isFinite(value), name).toBe(true)
    expect(value, name).toBeGreaterThanOrEqual(min ?? -Infinity)
    if (field && 'max' in field) expect(value, name).toBeLessThanOrEqual(max ?? Infinity)
  }
}

it('pages of vm_stat are counted in the size that it names', () => {
  const text =
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free:    5.\n"Translation faults":  7.\n'
  expect([...pagesOf(text)]).toEqual([['Pages free', 5 * 16384]])
  fc.assert(fc.property(fc.string(), (other) => void pagesOf(other)))
})
