/**
 * From the daily tier of the Windows query. systeminformation is not used here: it starts a
 * PowerShell for each of its functions, none with a time limit, and takes an error for an end.
 */
import type { Inventory, MemoryModule } from '../../../../contract/catalogue/inventory.ts'
import { Unknown, type Host } from '../../../host/host.ts'
import type { WindowsFacts } from '../../../host/windows/facts.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../parts/narrow.ts'
import { forms, machineMakers } from '../computer.ts'
import { readRegistryInventory } from './registry-inventory.ts'
import { windowsDisks } from './windows-disks.ts'
import { windowsNetwork } from './windows-network.ts'
import { windowsSoftware } from './windows-software.ts'

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
/** What will not change by asking again soon: then the registry and Node have to do. */
const lasting = new Set(['not_installed', 'restricted', 'not_supported', 'bad_output'])

export async function windowsInventory(host: Host): Promise<Inventory> {
  try {
    const facts = await host.windows('daily')
    return { ...toInventory(host, facts), ...windowsSoftware(facts) }
  } catch (error) {
    if (error instanceof Unknown && lasting.has(error.reason))
      return { ...(await readRegistryInventory(host)), softwareUnknown: error.reason }
    throw error
  }
}

function toInventory(host: Host, { sections }: WindowsFacts): Inventory {
  const section = (name: string): unknown =>
    Object.hasOwn(sections, name) ? sections[name] : undefined
  return {
    computer: toComputer(fieldsOf(section('computer'))),
    os: toOs(host, fieldsOf(section('os'))),
    cpu: toProcessor(host, listOf(section('processors'), 64).map(fieldsOf)),
    memory: {
      totalBytes: Math.round(host.memory().totalBytes / mebibyte) * mebibyte,
      swapBytes: pageFileBytes(listOf(section('pageFile')).map(fieldsOf)),
      modules: toModules(listOf(section('memoryModules'), 64).map(fieldsOf)),
    },
    disks: windowsDisks(section('diskDrives'), section('physicalDisks')),
    network: windowsNetwork(host, section('adapters'), section('gateways')),
  }
}

function toComputer(told: Fields): Inventory['computer'] {
  const manufacturer = textOf(told['maker'])
  const model = textOf(told['model'])
  const chassis = listOf(told['chassis']).map(numberOf)[0]
  // That a hypervisor is present says nothing: Windows 11 protects itself with one.
  const virtual = machineMakers.test(`${manufacturer} ${model}`)
  return {
    manufacturer,
    model,
    serial: textOf(told['serial']) ?? textOf(told['biosSerial']),
    // The highest bit says that the case can be locked.
    form: virtual ? 'virtual' : chassis === undefined ? undefined : forms[chassis & 0x7f],
    board: textOf(told['board']),
    bios: textOf(told['bios']),
    biosDate: /^\d{4}-\d\d-\d\d/.exec(textOf(told['biosDate']) ?? '')?.[0],
    virtual,
  }
}

function toOs(host: Host, told: Fields): Inventory['os'] {
  const { release, arch, hostname, system } = host.facts()
  const name = textOf(told['caption'])?.replace(/^Microsoft\s+/, '')
  const patch = numberOf(told['ubr'])
  return {
    name: name ?? system ?? 'Windows',
    version: textOf(told['display']) ?? textOf(told['version']),
    kernel: patch === undefined ? release : `${textOf(told['version']) ?? release}.${patch}`,
    arch,
    hostname,
  }
}

function toProcessor(host: Host, rows: readonly Fields[]): Inventory['cpu'] {
  const { logicalProcessors, processorModel } = host.facts()
  const cores = rows.reduce((all, row) => all + (numberOf(row['cores']) ?? 0), 0)
  return {
    model: (textOf(rows[0]?.['name']) ?? processorModel)?.replace(/\s+/g, ' '),
    sockets: rows.length || undefined,
    cores: cores || undefined,
    threads: logicalProcessors,
    maxMegahertz: numberOf(rows[0]?.['mhz']) || undefined,
  }
}

/** Windows lets its page files grow and shrink; whole GiB are enough to know them by. */
function pageFileBytes(rows: readonly Fields[]): number {
  const mebibytes = rows.reduce((all, row) => all + (numberOf(row['mib']) ?? 0), 0)
  return Math.ceil((mebibytes * mebibyte) / gibibyte) * gibibyte
}

/** SMBIOS 3.7 table 78. */
const memoryTypes: Readonly<Record<number, string>> = {
  0x12: 'DDR',
  0x13: 'DDR2',
  0x18: 'DDR3',
  0x1a: 'DDR4',
  0x1b: 'LPDDR',
  0x1c: 'LPDDR2',
  0x1d: 'LPDDR3',
  0x1e: 'LPDDR4',
  0x22: 'DDR5',
  0x23: 'LPDDR5',
}

function toModules(rows: readonly Fields[]): readonly MemoryModule[] | undefined {
  const modules = rows.flatMap((row) => {
    const bytes = numberOf(row['bytes'])
    if (!bytes) return []
    const type = memoryTypes[numberOf(row['smbios']) ?? 0]
    return [{ bytes, type, slot: textOf(row['slot']), manufacturer: textOf(row['maker']) }]
  })
  return modules.length > 0 ? modules : undefined
}
