/** Dates of definitions and licences that some brands keep in the registry. */
import { fieldsOf, numberOf, textOf, type Fields } from '../../parts/narrow.ts'
import type { AntivirusProduct } from '../product.ts'

export type VendorFacts = Pick<
  AntivirusProduct,
  'definitionsMs' | 'definitionsVersion' | 'licenceEndMs' | 'version'
>
const dayMs = 86_400_000
const unknownSeconds = 4_294_967_295

const readers: Readonly<
  Record<
    string,
    { readonly key: string; readonly read: (row: Fields, nowMs: number) => VendorFacts }
  >
> = {
  ESET: {
    key: 'eset',
    // ScannerVersion: "28450P (20240104)".
    read: (row) => ({
      definitionsMs: compactDate(/\((\d{8})\)/.exec(textOf(row['definitions']) ?? '')?.[1]),
      definitionsVersion: textOf(row['definitions'], 40),
      version: textOf(row['version'], 40),
    }),
  },
  Kaspersky: {
    key: 'kaspersky',
    read: (row, nowMs) => ({
      definitionsMs: unixSeconds(row['updated']),
      licenceEndMs: licenceEnd(row, nowMs),
    }),
  },
  'Trellix (McAfee)': {
    key: 'trellix',
    read: (row) => ({
      definitionsMs: dashedDate(row['date']),
      definitionsVersion: [row['major'], row['minor']].map(numberOf).filter(isKnown).join('.'),
    }),
  },
  'Symantec Endpoint Protection': {
    key: 'symantec',
    read: (row) => ({
      definitionsMs: dashedDate(row['date']),
      definitionsVersion: revisionOf(row),
      version: textOf(row['version'], 40),
    }),
  },
  'Trend Micro': {
    key: 'trend',
    read: (row) => ({
      definitionsMs: compactDate(/^(\d{8})/.exec(textOf(row['date']) ?? '')?.[1]),
      definitionsVersion: numberOf(row['pattern'])?.toString(),
      version: textOf(row['version'], 40),
    }),
  },
  'WithSecure (F-Secure)': {
    key: 'withsecure',
    // "2023-09-04_01"
    read: (row) => ({
      definitionsMs: dashedDate(row['definitions']),
      definitionsVersion: textOf(row['definitions'], 40),
    }),
  },
  Bitdefender: { key: 'bitdefender', read: (row) => ({ version: textOf(row['version'], 40) }) },
  Avira: { key: 'avira', read: (row) => ({ definitionsVersion: textOf(row['definitions'], 40) }) },
}

/** What the registry tells of that brand's product; `section` is the batch's avVendors. */
export function vendorFacts(section: unknown, brand: string, nowMs: number): VendorFacts {
  const reader = Object.hasOwn(readers, brand) ? readers[brand] : undefined
  const row = reader && fieldsOf(section)[reader.key]
  return reader && row !== undefined ? reader.read(fieldsOf(row), nowMs) : {}
}

/** Only of a licence that there is (a key type) are the days left a fact. */
function licenceEnd(row: Fields, nowMs: number): number | undefined {
  const days = numberOf(row['licenceDays'])
  if (!numberOf(row['licenceType']) || days === undefined || days > 36_500) return undefined
  return nowMs + days * dayMs
}

function unixSeconds(value: unknown): number | undefined {
  const seconds = numberOf(value)
  // A DWORD above 2^31 comes as a negative number.
  if (seconds === undefined || seconds <= 0 || seconds === unknownSeconds) return undefined
  return seconds > 315_532_800 ? seconds * 1000 : undefined
}

function dashedDate(value: unknown): number | undefined {
  const [, year, month, day] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(textOf(value) ?? '') ?? []
  return dateMs(year, month, day)
}

function compactDate(digits: string | undefined): number | undefined {
  return dateMs(digits?.slice(0, 4), digits?.slice(4, 6), digits?.slice(6, 8))
}

function dateMs(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): number | undefined {
  const [y, m, d] = [year, month, day].map(Number)
  if (!y || !m || !d || y < 1990 || m > 12 || d > 31) return undefined
  return Date.UTC(y, m - 1, d)
}

function revisionOf(row: Fields): string | undefined {
  const date = textOf(row['date'], 20)
  const revision = numberOf(row['revision'])
  return date && revision !== undefined ? `${date} r${revision}` : date
}

const isKnown = (value: number | undefined): value is number => value !== undefined
