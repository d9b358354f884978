/** What the pages of the registers show. Types only. */
import type { RegisteredDevice, SeenDevice } from '../state/removables.ts'
import type { DatedSoftwareChange, FleetProgram, InstalledProgram } from '../state/software.ts'
import type { StaffNotice } from '../state/staff-notice.ts'
import type { UsageDay } from '../state/usage.ts'
import type { FormState } from './page-views.ts'

export interface StaffNoticeView {
  readonly notice: StaffNotice
  readonly organisation: string
  readonly phone: string
  readonly email: string
  readonly daysMin: number
  readonly daysMax: number
  readonly form: FormState | null
}
export interface SoftwareView {
  readonly search: string
  readonly programs: readonly FleetProgram[]
  readonly total: number
  readonly page: number
  readonly pageCount: number
}
export interface RemovablesView {
  readonly devices: readonly (RegisteredDevice & { readonly lastMs: number | null })[]
  /** Seen and not registered; each with the computers where it was, newest first. */
  readonly unregistered: readonly {
    readonly device: string
    readonly lastMs: number
    readonly hosts: readonly Pick<SeenDevice, 'hostId' | 'hostName' | 'lastMs'>[]
  }[]
  readonly form: FormState | null
}
export interface PrintedQueue {
  readonly hostId: string
  readonly host: string
  readonly department: string | null
  readonly queue: string
  readonly pages: number
}
export interface PrintingView {
  /** yyyy-mm */
  readonly month: string
  /** The last twelve, newest first. */
  readonly months: readonly string[]
  readonly queues: readonly PrintedQueue[]
  readonly total: number
  /** There are more queues than the page reckons. */
  readonly cut: boolean
}
/** What is known of one computer beyond its facts. */
export interface RecordsView {
  readonly hostId: string
  readonly host: string
  readonly changes: readonly DatedSoftwareChange[]
  readonly changeDays: number
  readonly programs: readonly InstalledProgram[]
  /** Null: the viewer may not see it. */
  readonly usage: readonly UsageDay[] | null
  readonly notice: StaffNotice['state']
  readonly printed: readonly PrintedQueue[]
  readonly month: string
}
export type SoftwareTable = readonly FleetProgram[]

/** Each gives a whole HTML document, or a file in the reader's language. */
export interface RegisterPages<Frame = unknown> {
  staffNotice(frame: Frame, view: StaffNoticeView): string
  software(frame: Frame, view: SoftwareView): string
  softwareCsv(frame: Frame, programs: SoftwareTable): string
  removables(frame: Frame, view: RemovablesView): string
  removablesCsv(frame: Frame, view: RemovablesView): string
  printing(frame: Frame, view: PrintingView): string
  printingCsv(frame: Frame, view: PrintingView): string
  records(frame: Frame, view: RecordsView): string
}
