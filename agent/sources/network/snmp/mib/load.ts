/** How busy a device is: HOST-RESOURCES-MIB, UCD-SNMP-MIB, POWER-ETHERNET-MIB. */
import { deviceLoad } from '../../../../../contract/catalogue/families/device-load.ts'
import { reading } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import type { Column } from '../walk.ts'
import { amountOf, numberIn, numberOf, textOf } from '../values.ts'
import { ramOf } from './storage.ts'

const processorLoad = '1.3.6.1.2.1.25.3.3.1.2'
const hrUsers = '1.3.6.1.2.1.25.1.5.0'
const hrProcesses = '1.3.6.1.2.1.25.1.6.0'
const ucd = '1.3.6.1.4.1.2021'
const swapTotal = `${ucd}.4.3.0`
const swapFree = `${ucd}.4.4.0`
const memoryTotal = `${ucd}.4.5.0`
const memoryFree = `${ucd}.4.6.0`
const memoryBuffers = `${ucd}.4.14.0`
const memoryCached = `${ucd}.4.15.0`
const loadText = `${ucd}.10.1.3`
const loadWhole = `${ucd}.10.1.5`
const cpuIdle = `${ucd}.11.11.0`
const poePower = '1.3.6.1.2.1.105.1.3.1.1.2'
const poeUsed = '1.3.6.1.2.1.105.1.3.1.1.4'
const kilo = 1024

export const load: Reader = {
  name: 'load',
  probes: ['1.3.6.1.2.1.25.3.3', `${ucd}.4`, `${ucd}.10`, `${ucd}.11`, '1.3.6.1.2.1.105.1.3'],
  scalars: {
    fast: [memoryTotal, memoryFree, memoryBuffers, memoryCached, cpuIdle],
    slow: [hrUsers, hrProcesses, swapTotal, swapFree],
  },
  columns: { fast: [processorLoad], slow: [loadWhole, loadText, poePower, poeUsed] },
  start: () => (view) => {
    const cpus = [...view.column(processorLoad).values()].map(numberOf)
    const fields = {
      cpu_percent: processors(cpus) ?? busyOf(numberOf(view.scalar(cpuIdle))),
      cpus: cpus.length > 0 ? cpus.length : undefined,
      ...memory(view),
      load1: loadOf(view, '1'),
      load5: loadOf(view, '2'),
      load15: loadOf(view, '3'),
      users: amountOf(view.scalar(hrUsers)),
      processes: amountOf(view.scalar(hrProcesses)),
      poe_available: total(view.column(poePower)),
      poe_used: total(view.column(poeUsed)),
    }
    const isEmpty = Object.values(fields).every((value) => value === undefined)
    return isEmpty ? [] : [reading(deviceLoad, {}, fields)]
  },
}

function processors(loads: readonly (number | undefined)[]): number | undefined {
  const known = loads.flatMap((one) => (one !== undefined && one >= 0 && one <= 100 ? [one] : []))
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length
}

function busyOf(idle: number | undefined): number | undefined {
  return idle === undefined || idle < 0 || idle > 100 ? undefined : 100 - idle
}

/** UCD knows what is only cache; HOST-RESOURCES counts it as used and gives it beside. */
function memory(view: View) {
  const total = kilobytes(view, memoryTotal)
  const free = kilobytes(view, memoryFree)
  const swap = kilobytes(view, swapTotal)
  const swapLeft = kilobytes(view, swapFree)
  const swap_percent = swap && swapLeft !== undefined ? share(swap - swapLeft, swap) : undefined
  if (!total || free === undefined) {
    const ram = ramOf(view)
    if (!ram) return { swap_percent }
    const { total: size, used } = ram
    return { ...inUse(size, used), swap_percent }
  }
  const cache = (kilobytes(view, memoryBuffers) ?? 0) + (kilobytes(view, memoryCached) ?? 0)
  // Newer versions count the cache as free already.
  const used = free + cache > total ? total - free : total - free - cache
  return { ...inUse(total, used), swap_percent }
}

function inUse(total: number, used: number) {
  return { memory_total: total, memory_used: used, memory_percent: share(used, total) }
}

const share = (part: number, whole: number): number =>
  Math.min(100, Math.max(0, (part * 100) / whole))

function kilobytes(view: View, oid: string): number | undefined {
  const value = amountOf(view.scalar(oid))
  return value === undefined ? undefined : value * kilo
}

/** As hundredths, else as text. */
function loadOf(view: View, row: string): number | undefined {
  const whole = amountOf(view.column(loadWhole).get(row))
  return whole === undefined ? numberIn(textOf(view.column(loadText).get(row))) : whole / 100
}

function total(column: Column): number | undefined {
  if (column.size === 0) return undefined
  return [...column.values()].reduce<number>((sum, value) => sum + (amountOf(value) ?? 0), 0)
}
