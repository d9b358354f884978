import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAutomatic, parseInstalled } from '../../../../agent/sources/inventory/dpkg.ts'
import { linuxSoftware } from '../../../../agent/sources/inventory/linux-software.ts'
import { softwareFacts } from '../../../../agent/sources/inventory/software.ts'
import { windowsSoftware } from '../../../../agent/sources/inventory/windows/windows-software.ts'
import { limits } from '../../../../contract/wire/limits.ts'
import { scriptedMachine } from '../../../support/scripted-machine.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const status = `Package: dpkg
Status: install ok installed
Architecture: amd64
Version: 1.21.22

Package: libc6
Status: install ok installed
Architecture: amd64
Version: 2.36-9
Description: a library
 Package: not-one

Package: tzdata
Status: install ok installed
Architecture: all
Version: 2024a

Package: old
Status: deinstall ok config-files
Architecture: amd64
Version: 1
`
const marks = `Package: libc6
Architecture: amd64
Auto-Installed: 1

Package: tzdata
Architecture: amd64
Auto-Installed: 1
`

test('packages that came along, and those that are gone, are no programs of the office', () => {
  expect(parseInstalled(status, parseAutomatic(marks))).toEqual([
    { name: 'dpkg', version: '1.21.22' },
  ])
})

test('the lists are read again only when they have changed', async () => {
  let reads = 0
  const file = { kind: 'file', bytes: status.length, modifiedMs: 1, changedMs: 1, mode: 0 } as const
  let modifiedMs = 1
  const host = {
    ...scriptedMachine({}),
    fileInfo: async (path: string) =>
      path.endsWith('status') ? { ...file, modifiedMs } : undefined,
    readBytes: async () => (reads++, Buffer.from(status)),
  }
  const software = linuxSoftware()
  const first = await software(host)
  expect(first.software?.map(({ name }) => name)).toEqual(['dpkg', 'libc6', 'tzdata'])
  expect(await software(host)).toBe(first)
  expect(reads).toBe(1)
  modifiedMs = 2
  await software(host)
  expect(reads).toBe(2)
})

test('a system without dpkg says that its programs are unknown', async () => {
  const host = { ...scriptedMachine({}), fileInfo: async () => undefined }
  expect(await linuxSoftware()(host)).toEqual({ softwareUnknown: 'not_supported' })
})

test('Windows tells name, version and maker; a failed question is unknown', () => {
  const facts = windowsTold({ software: [{ n: 'LibreOffice', v: '7.6', p: 'TDF' }, { v: '1' }] })
  expect(windowsSoftware(facts)).toEqual({
    software: [{ name: 'LibreOffice', version: '7.6', publisher: 'TDF' }],
  })
  const failed = windowsTold({}, { errors: { software: { hr: '0x80070005' } } })
  expect(windowsSoftware(failed)).toEqual({ softwareUnknown: 'no_privilege' })
})

test('whatever is installed, the list has room in a message, is sorted, and says what it left out', () => {
  const item = fc.record({
    name: fc.string({ maxLength: 300, unit: 'binary' }),
    version: fc.option(fc.string({ maxLength: 100 }), { nil: undefined }),
    publisher: fc.option(fc.string({ maxLength: 200, unit: 'grapheme' }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), (found) => {
      const { software = [] } = softwareFacts(found)
      const names = software.map(({ name }) => name)
      expect(names).toEqual(names.toSorted())
      expect(names.every((name) => name.length > 0 && name.length <= 80)).toBe(true)
    }),
  )
  const many = Array.from({ length: 3000 }, (_, index) => ({
    name: `Programu ya ofisi yenye jina refu sana namba ${String(index).padStart(5, '0')}`,
    version: '10.20.30.40',
    publisher: 'Mtengenezaji mwenye jina refu sana',
  }))
  const cut = softwareFacts(many)
  expect(Buffer.byteLength(JSON.stringify(cut))).toBeLessThan(limits.controlBytesMax - 16 * 1024)
  expect((cut.software?.length ?? 0) + (cut.softwareLeftOut ?? 0)).toBe(3000)
  // The makers make room for more names.
  expect(cut.software?.[0]).not.toHaveProperty('publisher')
})
