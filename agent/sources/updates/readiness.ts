/**
 * Windows 11 on a Windows 10 computer, by Microsoft's published minimum requirements: TPM 2.0, UEFI
 * that can do Secure Boot, 4 GB of memory, 64 GB of disk, a listed 64-bit processor.
 */
import { fieldsOf, flagOf, numberOf, textOf } from '../parts/narrow.ts'

export type Blocker = 'tpm' | 'secure_boot' | 'cpu' | 'memory' | 'disk' | 'firmware'
export interface Readiness {
  readonly state: 'ready' | 'not_ready' | 'unknown'
  readonly blockers: readonly Blocker[]
}

const gibibyte = 1024 ** 3
/** A board of 4 GB keeps some for its graphics. */
const memoryMinBytes = 3.5 * gibibyte
const diskMinBytes = 60 * gibibyte

export function parseReadiness(section: unknown): Readiness | undefined {
  const facts = fieldsOf(section)
  if (Object.keys(facts).length === 0) return undefined
  const answers: readonly (readonly [Blocker, boolean | undefined])[] = [
    ['tpm', tpmTwo(facts['tpm'])],
    ['firmware', flagOf(facts['uefi'])],
    ['secure_boot', secureBootPossible(facts)],
    ['cpu', processorListed(textOf(facts['cpu']))],
    ['memory', atLeast(numberOf(facts['memory']), memoryMinBytes)],
    ['disk', atLeast(numberOf(facts['systemDisk']), diskMinBytes)],
  ]
  const blockers = answers.filter(([, fine]) => fine === false).map(([blocker]) => blocker)
  if (blockers.length > 0) return { state: 'not_ready', blockers }
  return {
    state: answers.every(([, fine]) => fine === true) ? 'ready' : 'unknown',
    blockers,
  }
}

function atLeast(value: number | undefined, least: number): boolean | undefined {
  return value === undefined ? undefined : value >= least
}

/** SpecVersion `2.0, 0, 1.38`; `absent` when there is no such device. */
function tpmTwo(value: unknown): boolean | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  return text.startsWith('2.')
}

/** That it is off does not hinder: it has to be possible, which UEFI firmware with its key has. */
function secureBootPossible(facts: ReturnType<typeof fieldsOf>): boolean | undefined {
  const state = numberOf(facts['secureBoot'])
  return state === undefined ? (flagOf(facts['uefi']) === false ? false : undefined) : true
}

/**
 * By the families of Microsoft's list: Intel Core from the 8th generation, Core Ultra, N-series and
 * Xeon of that time; AMD Ryzen from 2000 (Zen+), EPYC from 7002. What is not recognised is unknown.
 */
export function processorListed(name: string | undefined): boolean | undefined {
  if (name === undefined) return undefined
  const plain = name.replaceAll(/\((?:R|TM|C)\)|\u00AE|\u2122/gi, '').replaceAll(/\s+/g, ' ')
  if (/Core Ultra|Core [3579] (?:Processor )?\d{3}[A-Z]/i.test(plain)) return true
  const core = /Core i[3579]-(\d{3,5})/i.exec(plain)?.[1]
  // i7-7820HQ and the 7th generation's X-series are exceptions of single models.
  if (core !== undefined) return core.length === 3 ? false : generationOf(core) >= 8
  if (/Core ?2|Pentium 4|Pentium D|Athlon (?:64|II)|Phenom|A(?:4|6|8|10|12)-\d{4}/i.test(plain)) {
    return false
  }
  const ryzen = /Ryzen (?:Threadripper )?(?:PRO )?(?:[3579] )?(?:PRO )?(\d{4})/i.exec(plain)?.[1]
  if (ryzen !== undefined) return Number(ryzen) >= 2300
  return undefined
}

/** 8250 is of the 8th, 1035 and 10210 of the 10th. */
function generationOf(digits: string): number {
  const two = digits.length === 5 || digits.startsWith('1')
  return Number(digits.slice(0, two ? 2 : 1))
}
