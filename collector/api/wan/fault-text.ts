import type { LineFault } from './settle-line.ts'

/** What is wrong with the request for programs and the command line. */
export function lineFaultText({ field, error }: LineFault): string {
  const said: Readonly<Record<string, string>> = {
    promise: 'write a percentage above 0 and up to 100, such as 99.5',
    bundle: 'write a size such as 30 GB or 800 MB',
    renewDay: 'write a day of the month, 1 to 31',
    checks:
      'names or ids of ping checks that belong to no device, at most 20 (mlinzi network list)',
    router: 'the name or id of a device (mlinzi network list)',
    port: 'the router needs a port: as it calls it, such as ether1',
  }
  return error === 'too_long' ? 'at most 120 characters' : (said[field] ?? error)
}
