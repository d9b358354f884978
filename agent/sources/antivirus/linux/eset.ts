/** ESET on Linux: `upd --list-modules` and `lic --status`. */
import { labelledLines, writtenMoment } from '../labelled-lines.ts'
import type { AntivirusProduct } from '../product.ts'

type ModuleFacts = Pick<AntivirusProduct, 'definitionsMs' | 'definitionsVersion'>

/** The line of the detection engine: `EM002 28450 (20240104) Detection engine`. */
export function decodeEsetModules(output: string): ModuleFacts {
  const [, version, date] =
    /^\s*EM002\s+(\d{1,9}\w{0,2}\s*\((\d{8})\))/m.exec(output.slice(0, 65_536)) ?? []
  if (!version || !date) return {}
  return {
    definitionsVersion: version,
    definitionsMs: writtenMoment(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`),
  }
}

/** When the licence ends, from the line "License Validity: 2027-01-31". */
export function decodeEsetLicence(output: string): number | undefined {
  return writtenMoment(labelledLines(output).get('License Validity'))
}
