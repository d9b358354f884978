/** What is known of arrays, controllers and the disks behind them, whoever told it. */
import { raidArray } from '../../../contract/catalogue/families/raid-array.ts'
import { raidController } from '../../../contract/catalogue/families/raid-controller.ts'
import { raidDrive } from '../../../contract/catalogue/families/raid-drive.ts'
import {
  reading,
  type FieldsOf,
  type Reading,
  type TagsOf,
} from '../../../contract/catalogue/grammar.ts'

export type ArrayState = NonNullable<FieldsOf<typeof raidArray>['state']>
export type ArrayKind = TagsOf<typeof raidArray>['kind']
export type DriveState = NonNullable<FieldsOf<typeof raidDrive>['state']>
export type ControllerState = NonNullable<FieldsOf<typeof raidController>['state']>
export type BatteryState = NonNullable<FieldsOf<typeof raidController>['battery']>

export interface ArrayFacts {
  readonly array: string
  readonly kind: ArrayKind
  readonly level?: string | undefined
  readonly fields: FieldsOf<typeof raidArray> & { readonly state: ArrayState }
}
export interface ControllerFacts {
  readonly controller: string
  readonly model?: string | undefined
  readonly fields: FieldsOf<typeof raidController> & { readonly state: ControllerState }
}
export interface DriveFacts {
  readonly drive: string
  readonly model?: string | undefined
  readonly serial?: string | undefined
  readonly fields: FieldsOf<typeof raidDrive> & { readonly state: DriveState }
}
/** Empty lists: looked and found nothing. */
export interface RaidFacts {
  readonly arrays: readonly ArrayFacts[]
  readonly controllers: readonly ControllerFacts[]
  readonly drives: readonly DriveFacts[]
}

export const noRaid: RaidFacts = { arrays: [], controllers: [], drives: [] }

const arraysMax = 256
const controllersMax = 16
const drivesMax = 256

export function raidRows({ arrays, controllers, drives }: RaidFacts): readonly Reading[] {
  return [
    ...arrays
      .slice(0, arraysMax)
      .map(({ array, kind, level, fields }) =>
        reading(raidArray, { array, kind, level }, { reason: 'none', ...fields }),
      ),
    ...controllers
      .slice(0, controllersMax)
      .map(({ controller, model, fields }) =>
        reading(raidController, { controller, model }, { reason: 'none', ...fields }),
      ),
    ...drives
      .slice(0, drivesMax)
      .map(({ drive, model, serial, fields }) =>
        reading(raidDrive, { drive, model, serial_no: serial }, fields),
      ),
  ]
}

/** Groups of percent that a program prints as 8.5, "33" or "-". */
export function percent(value: unknown): number | null {
  const number =
    typeof value === 'string' ? Number(value.replace(/%$/, '').trim() || Number.NaN) : value
  if (typeof number !== 'number' || !(number >= 0 && number <= 100)) return null
  return number
}
