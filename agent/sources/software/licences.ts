import { licence } from '../../../contract/catalogue/families/licence.ts'
import { reading, type FieldsOf } from '../../../contract/catalogue/grammar.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'

export interface Licence {
  readonly product: string
  readonly state: NonNullable<FieldsOf<typeof licence>['state']>
  readonly graceDays: number | undefined
}

/** LicenseStatus of SoftwareLicensingProduct: 0 unlicensed, 1 licensed, 2 to 4 and 6 grace, 5 notification. */
const states: Readonly<Record<number, Licence['state']>> = {
  0: 'unlicensed',
  1: 'licensed',
  2: 'grace',
  3: 'grace',
  4: 'grace',
  5: 'notification',
  6: 'grace',
}
const productsMax = 32
const minutesOfDay = 1440

/** Windows names itself `Windows(R), Professional edition`. */
export function parseLicences(section: unknown): readonly Licence[] {
  return listOf(section, productsMax)
    .map(fieldsOf)
    .flatMap((one) => {
      const product = textOf(one['n'], 100)?.replaceAll('(R)', '')
      if (product === undefined) return []
      const state = states[numberOf(one['status']) ?? -1] ?? 'unknown'
      const minutes = numberOf(one['grace'])
      const limited = minutes !== undefined && minutes > 0
      return [
        { product, state, graceDays: limited ? Math.floor(minutes / minutesOfDay) : undefined },
      ]
    })
}

export const licencesSource: Source = {
  name: 'licences',
  beat: 'daily',
  timeoutMs: 330_000,
  platforms: ['win32'],
  measurements: [licence.name],
  about: [
    {
      platform: 'win32',
      read: 'SoftwareLicensingProduct: status and days, never a key',
      privilege: 'user',
      cost: 'a part of the daily query, 1 to 3 s in Windows’ own service (expected)',
      tried: 'written answers; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host }) => {
      const section = windowsSection(await host.windows('daily'), 'licences')
      return parseLicences(section).map(({ product, state, graceDays }) =>
        reading(licence, { product }, { state, grace_days: graceDays ?? null }),
      )
    },
}
