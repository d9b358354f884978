import type { WindowFault } from './plan-window.ts'

const reasons: Readonly<Partial<Record<WindowFault['error'], string>>> = {
  required: 'say one of computer, site and department',
  only_one: 'say only one of computer, site and department',
  unknown_name: 'there is none of this name',
  bad_time: 'write a time as 18:00',
  bad_date: 'write a day as 2026-12-01',
  bad_choice: 'days are 0 (Sunday) to 6',
  is_past: 'this time is over already',
  ends_before: 'it ends before it begins',
  too_long_time: 'at most 31 days',
  too_long: 'at most 100 characters',
}

/** What is wrong with a window, in English, for programs and the command line. */
export function windowFaultText({ field, error }: WindowFault): string {
  if (field === 'name' && error === 'required') return 'say what is done'
  return reasons[error] ?? error
}
