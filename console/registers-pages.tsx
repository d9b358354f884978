/** The pages of the registers, joined: what each gets and which file has it. */
import type { PageFrame } from '../collector/api/pages.ts'
import type { RegisterPages } from '../collector/api/register-views.ts'
import { csvText } from './facts-csv.ts'
import { noticePage } from './registers-notice.tsx'
import { printingPage } from './registers-printing.tsx'
import { recordsPage } from './registers-records.tsx'
import { removablesPage } from './registers-removables.tsx'
import { softwarePage, versionsText } from './registers-software.tsx'
import type { Show } from './show.ts'

export function registerPages(show: (frame: PageFrame) => Show): RegisterPages<PageFrame> {
  return {
    staffNotice: (frame, view) => noticePage(show(frame), view),
    software: (frame, view) => softwarePage(show(frame), view),
    softwareCsv: (frame, programs) => {
      const one = show(frame)
      const { name, hosts, versions } = one.t.registers.software
      return csvText([
        [name, hosts, versions],
        ...programs.map((program) => [
          program.name,
          String(program.hosts),
          versionsText(one, program),
        ]),
      ])
    },
    removables: (frame, view) => removablesPage(show(frame), view),
    removablesCsv: (frame, { devices, unregistered }) => {
      const { device, label, holder, note, registered, last, where } =
        show(frame).t.registers.removables
      return csvText([
        [device, label, holder, note, registered, last, where],
        ...devices.map((one) => [
          one.device,
          one.label,
          one.holder,
          one.note,
          new Date(one.registeredAtMs).toISOString(),
          one.lastMs === null ? '' : new Date(one.lastMs).toISOString(),
          '',
        ]),
        ...unregistered.map((one) => [
          one.device,
          '',
          '',
          '',
          '',
          new Date(one.lastMs).toISOString(),
          one.hosts.map(({ hostName }) => hostName).join(', '),
        ]),
      ])
    },
    printing: (frame, view) => printingPage(show(frame), view),
    printingCsv: (frame, { month, queues }) => {
      const { t } = show(frame)
      const { printing } = t.registers
      return csvText([
        [printing.month, t.fleet.name, t.fleet.department, printing.queue, printing.pages],
        ...queues.map((one) => [
          month,
          one.host,
          one.department ?? '',
          one.queue,
          String(one.pages),
        ]),
      ])
    },
    records: (frame, view) => recordsPage(show(frame), view),
  }
}
