/** When each system stops getting security updates: a dated table that an office can replace. */
import * as z from 'zod'
import { parseConfig } from './load.ts'

const day = z.iso
  .date()
  .or(z.date().transform((date) => date.toISOString().slice(0, 10)))
  .describe('A day, 2026-11-22')

const editionNames = ['home-pro', 'enterprise', 'ltsc', 'iot-ltsc'] as const
const row = z
  .strictObject({
    system: z
      .string()
      .min(1)
      .max(64)
      .describe('windows, windows-server, macos, or ID of os-release'),
    build: z.int().positive().optional().describe('Windows: the build number'),
    version: z.string().min(1).max(32).optional().describe('Others: VERSION_ID or its first part'),
    editions: z.array(z.enum(editionNames)).min(1).optional(),
    name: z.string().min(1).max(100),
    ends: day,
    paidUntil: day.optional(),
  })
  .refine(({ build, version }) => (build === undefined) !== (version === undefined), {
    message: 'a row has either a build (Windows) or a version',
  })
const tableSchema = z.strictObject({ asOf: day, systems: z.array(row).max(5000) })

export type SupportTable = z.output<typeof tableSchema>
export type SupportRow = SupportTable['systems'][number]

/** What is known of a computer's system; the words of the inventory. */
export interface SystemIdentity {
  readonly id: string
  readonly version: string | undefined
  readonly build: number | undefined
  /** Windows: EditionID of the registry (Professional, Core, EnterpriseS …). */
  readonly edition: string | undefined
}

/** @throws ConfigError with file and line of each fault. */
export function parseSupportTable(file: string, text: string): SupportTable {
  return parseConfig(file, text, tableSchema)
}

/** The row of that system, or undefined when the table does not know it. */
export function supportOf(table: SupportTable, system: SystemIdentity): SupportRow | undefined {
  const rows = table.systems.filter((one) => one.system === system.id)
  if (system.build !== undefined) {
    const ofBuild = rows.filter((one) => one.build === system.build)
    const channel = channelOf(system.edition)
    return (
      ofBuild.find((one) => channel !== undefined && one.editions?.includes(channel)) ??
      ofBuild.find((one) => one.editions === undefined) ??
      // An edition without a word: the one that ends first, so that nobody is calmed wrongly.
      (channel === undefined ? earliest(ofBuild) : undefined)
    )
  }
  const { version } = system
  if (version === undefined) return undefined
  return (
    rows.find((one) => one.version === version) ??
    rows.find((one) => one.version === version.split('.')[0])
  )
}

/** By Microsoft's servicing channels: EditionID as in HKLM\…\Windows NT\CurrentVersion. */
function channelOf(edition: string | undefined): (typeof editionNames)[number] | undefined {
  if (edition === undefined) return undefined
  if (/^IoTEnterpriseS/i.test(edition)) return 'iot-ltsc'
  if (/^EnterpriseS/i.test(edition)) return 'ltsc'
  if (/^(?:Enterprise|Education|IoTEnterprise|ServerRdsh)/i.test(edition)) return 'enterprise'
  if (/^(?:Core|Professional|Cloud)/i.test(edition)) return 'home-pro'
  return undefined
}

function earliest(rows: readonly SupportRow[]): SupportRow | undefined {
  return rows.toSorted((a, b) => (a.ends < b.ends ? -1 : 1))[0]
}
