/**
 * Each recording of a real device, served over UDP, and every fact that its own file proves
 * (FACTS.tsv, made from the files by other people and other programs).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Reading } from '../../../../../contract/catalogue/grammar.ts'
import { faultsIn, readOnce, targetAt, valuesOf } from '../../../../support/snmp/read-device.ts'
import { readRecording } from '../../../../support/snmp/recording.ts'
import { Responder } from '../../../../support/snmp/responder.ts'

const folder = path.join(import.meta.dirname, '../../../../../../shared/fixtures/dev')
const files = existsSync(folder)
  ? readdirSync(path.join(folder, 'snmp')).filter((name) => /\.snmp(rec|walk)$/.test(name))
  : []

const responders: Responder[] = []
afterAll(() => responders.forEach((one) => one.close()))

interface Fact {
  readonly fact: string
  readonly value: string
  readonly index: string
}

function factsOf(file: string): readonly Fact[] {
  return readFileSync(path.join(folder, 'FACTS.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([name]) => name === `snmp/${file}`)
    .map(([, whole = '', value = '']) => {
      const [, fact = '', index = '', rest = ''] = /^([^[]*)(?:\[(.*?)\])?(.*)$/.exec(whole) ?? []
      return { fact: fact + rest, index, value }
    })
}

type Check = (readings: readonly Reading[], fact: Fact) => void

const identity =
  (field: string): Check =>
  (readings, { value }) =>
    expect(valuesOf(readings, 'device_identity', field)[0]).toBe(value)
const number =
  (measurement: string, field: string, reckon = (value: number): number => value): Check =>
  (readings, { value }) =>
    expect(valuesOf(readings, measurement, field)[0]).toBeCloseTo(reckon(Number(value)), 1)
const word =
  (measurement: string, field: string, words: Readonly<Record<string, string | boolean>>): Check =>
  (readings, { value }) => {
    expect(Object.keys(words)).toContain(value)
    expect(valuesOf(readings, measurement, field)[0]).toBe(words[value])
  }
const port =
  (check: (row: Reading, value: string) => void): Check =>
  (readings, { index, value }) => {
    const row = readings.find(
      ({ measurement, fields }) =>
        measurement.name === 'interface' && fields['ifIndex'] === Number(index),
    )
    expect(row, `interface ${index}`).toBeDefined()
    if (row) check(row, value)
  }
const states = { normal: 'ok', Normal: 'ok', Initialized: 'spare' } as const
const supplyTypes: Readonly<Record<string, string>> = {
  inkCartridge: 'ink_cartridge',
  wasteInk: 'waste_ink',
  wasteToner: 'waste_toner',
  opc: 'drum',
}
/** Parts behind the first one, `name=value`. */
const partsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('|')
      .slice(1)
      .map((part) => part.split('=')),
  )

const checks: Readonly<Record<string, Check>> = {
  sysDescr: (readings, { value }) => {
    // A comparison without spaces and quotes: the table folds lines.
    const bare = (text: unknown): string =>
      String(text)
        .replaceAll(/[\s"]+/g, '')
        .slice(0, 120)
    expect(bare(valuesOf(readings, 'device_identity', 'description')[0])).toBe(bare(value))
  },
  sysObjectID: identity('object_id'),
  sysName: identity('name'),
  sysLocation: (readings, { value }) => {
    const bare = value.replaceAll(/^[\\"]+|[\\"]+$/g, '')
    expect(valuesOf(readings, 'device_identity', 'location')[0]).toBe(bare)
  },
  sysUpTime_centiseconds: (readings, { value }) => {
    // SNMPv3's clock, where there is one, knows how often this one has gone round (497 days).
    const rounds =
      (Number(valuesOf(readings, 'snmp_device', 'uptime')[0]) - Number(value) / 100) /
      (2 ** 32 / 100)
    expect(rounds).toBeCloseTo(Math.round(rounds), 5)
  },
  if_count: number('snmp_device', 'interfaces'),
  if_oper_up_count: number('snmp_device', 'interfaces_up'),
  'if.descr': port((row, value) => expect(row.tags['ifDescr']).toBe(value)),
  'if.name': port((row, value) => expect(row.tags['ifName']).toBe(value)),
  'if.oper_status': port((row, value) => expect(row.fields['oper']).toBe(value)),
  'if.in_octets': port(({ fields }, value) =>
    expect(fields['ifHCInOctets'] ?? fields['ifInOctets']).toBe(Number(value)),
  ),
  'if.out_octets': port(({ fields }, value) =>
    expect(fields['ifHCOutOctets'] ?? fields['ifOutOctets']).toBe(Number(value)),
  ),
  'if.speed_bps': port(({ fields }, value) => expect(fields['ifSpeed']).toBe(Number(value))),
  supply_count: (readings, { value }) =>
    expect(valuesOf(readings, 'printer_supply', 'level')).toHaveLength(Number(value)),
  supply: (readings, { index, value }) => {
    const row = readings.find(
      ({ measurement, tags }) => measurement.name === 'printer_supply' && tags['number'] === index,
    )
    const [name] = value.split('|')
    const { type = '', level, max, percent, state } = partsOf(value)
    expect(row?.tags['supply']).toBe(name)
    expect(row?.tags['type']).toBe(supplyTypes[type] ?? type)
    expect(row?.fields['level']).toBe(Number(level))
    expect(row?.fields['capacity']).toBe(Number(max))
    if (percent !== undefined) expect(row?.fields['left_percent']).toBeCloseTo(Number(percent), 1)
    else expect(row?.fields['left_percent'] ?? null).toBeNull()
    if (state === 'some_remaining') expect(row?.fields['state']).toBe('some_left')
    if (state === 'unknown') expect(row?.fields['state']).toBe('unknown')
  },
  printer_page_count: number('printer', 'pages'),
  printer_serial: identity('serial'),
  printer_status: (readings, { index, value }) =>
    expect(valuesOf(readings, 'printer', 'state', { printer: index })[0]).toBe(value),
  model: (readings, { value }) => {
    // The maker's own table may give the same without the maker's name.
    const told = String(valuesOf(readings, 'device_identity', 'model')[0])
    expect(value.includes(told) || told.includes(value), `${told} of ${value}`).toBe(true)
  },
  storage: (readings, { value }) => {
    const [name = ''] = value.split('|')
    const { total_bytes: total, used_bytes: used, type } = partsOf(value)
    const words: Readonly<Record<string, string>> = { fixedDisk: 'disk', networkDisk: 'network' }
    const rows = readings.filter(
      ({ measurement, tags }) => measurement.name === 'device_storage' && tags['storage'] === name,
    )
    const row = rows.find(({ fields }) => fields['total'] === Number(total))
    expect(row, `${name} of ${total}`).toBeDefined()
    if (used !== 'None') expect(row?.fields['used']).toBe(Number(used))
    expect(row?.tags['type']).toBe(words[type ?? ''] ?? type)
  },
  cpu_count: number('device_load', 'cpus'),
  cpu_load_percent_avg: number('device_load', 'cpu_percent'),
  'ucd.load1_x100': number('device_load', 'load1', (value) => value / 100),
  'ucd.mem_total_kib': number('device_load', 'memory_total', (value) => value * 1024),
  'ups.battery_status': word('ups', 'battery', { normal: 'ok', low: 'low' }),
  'ups.seconds_on_battery': number('ups', 'on_battery'),
  'ups.battery_charge_percent': number('ups', 'battery_charge_percent'),
  'ups.battery_voltage_v': number('ups', 'battery_voltage'),
  'ups.output_source': word('ups', 'source', { normal: 'mains', battery: 'battery' }),
  'ups.alarms_present': number('ups', 'alarms'),
  'ups.manufacturer': (readings, { value }) =>
    expect(String(valuesOf(readings, 'device_identity', 'vendor')[0]).toLowerCase()).toBe(
      { CPS: 'cyberpower' }[value] ?? value.toLowerCase(),
    ),
  'ups.model': identity('model'),
  'apc.model': identity('model'),
  'apc.serial': identity('serial'),
  'apc.battery_status': word('ups', 'battery', { batteryNormal: 'ok' }),
  'apc.battery_charge_percent': number('ups', 'battery_charge_percent'),
  'apc.battery_charge_percent_hp': number('ups', 'battery_charge_percent'),
  'apc.battery_temp_c': number('ups', 'battery_temp'),
  'apc.battery_temp_c_hp': number('ups', 'battery_temp'),
  'apc.runtime_seconds': number('ups', 'time_left'),
  'apc.replace_battery': word('ups', 'replace_battery', { noBatteryNeedsReplacing: false }),
  'apc.output_status': word('ups', 'source', { onLine: 'mains' }),
  'apc.output_load_percent': number('ups', 'load_percent'),
  'apc.output_load_percent_hp': number('ups', 'load_percent'),
  'apc.input_voltage_v_hp': number('ups', 'input_voltage'),
  'xups.runtime_seconds': number('ups', 'time_left'),
  'xups.battery_charge_percent': number('ups', 'battery_charge_percent'),
  'xups.output_load_percent': number('ups', 'load_percent'),
  'xups.output_source': word('ups', 'source', { normal: 'mains' }),
  'entity.chassis_model': identity('model'),
  'entity.chassis_serial': identity('serial'),
  'mikrotik.serial': identity('serial'),
  'mikrotik.firmware': identity('firmware'),
  'brother.serial': identity('serial'),
  'synology.model': identity('model'),
  'synology.serial': identity('serial'),
  'synology.dsm_version': identity('firmware'),
  'synology.temp_c': (readings, { value }) =>
    expect(valuesOf(readings, 'device_sensor', 'temp', { sensor: 'system' })[0]).toBe(
      Number(value),
    ),
  'synology.system_status': (readings, { value }) =>
    expect(valuesOf(readings, 'device_sensor', 'state', { sensor: 'system' })[0]).toBe(
      states[value as keyof typeof states],
    ),
  'synology.disk': (readings, { value }) => {
    const [disk = ''] = value.split('|')
    const { model, status, temp_c: temp } = partsOf(value)
    expect(valuesOf(readings, 'nas_disk', 'model', { disk })[0]).toBe(model)
    expect(valuesOf(readings, 'nas_disk', 'state', { disk })[0]).toBe(states[status as 'Normal'])
    expect(valuesOf(readings, 'nas_disk', 'temp', { disk })[0]).toBe(Number(temp))
  },
  'synology.raid': (readings, { value }) => {
    const [volume = ''] = value.split('|')
    expect(valuesOf(readings, 'nas_volume', 'state', { volume })[0]).toBe('ok')
  },
  'qnap.disk': (readings, { index, value }) =>
    expect(valuesOf(readings, 'nas_disk', 'model', { disk: `Disk ${index}` })[0]).toBe(
      value.split('|')[0],
    ),
  'fortinet.version': identity('firmware'),
  'fortinet.cpu_percent': number('device_load', 'cpu_percent'),
  'fortinet.mem_percent': number('device_load', 'memory_percent'),
  'fortinet.sessions': number('device_load', 'sessions'),
  sensor: (readings, { index, value }) => {
    const [unit = '', amount] = value.split(' ')
    const field = { celsius: 'temp', rpm: 'rpm' }[unit] ?? unit
    expect(valuesOf(readings, 'device_sensor', field, { number: index })[0]).toBeCloseTo(
      Number(amount),
      2,
    )
  },
  sensor_count: (readings, { value }) =>
    expect(readings.filter(({ tags }) => tags['number'] && tags['sensor'])).toHaveLength(
      Number(value),
    ),
  'poe.main_power_w': number('device_load', 'poe_available'),
  'poe.main_consumption_w': number('device_load', 'poe_used'),
  fdb_entries_dot1q: number('snmp_device', 'addresses'),
  fdb_entries_dot1d: number('snmp_device', 'addresses'),
  lldp_neighbours: number('snmp_device', 'neighbours'),
  lldp_first_neighbour_sysname: (readings, { value }) =>
    expect(valuesOf(readings, 'device_link', 'neighbour')).toContain(value),
}
/** What no field tells in these words: told by others (below), or raw. */
const elsewhere = new Set([
  'oid_count',
  'suggested_verdict',
  'ups.runtime_minutes',
  'ups.battery_temp_c',
  'ups.input_voltage_raw',
  'ups.output_load_percent',
  'ucd.mem_avail_kib',
  'ucd.cpu_idle_percent',
])

describe.skipIf(files.length === 0)('a recorded device (../shared/fixtures/dev)', () => {
  test.each(files)('%s is read as its MIBs say', async (file) => {
    const responder = await Responder.start(readRecording(path.join(folder, 'snmp', file)))
    responders.push(responder)
    const readings = await readOnce(targetAt(responder.port))
    expect(valuesOf(readings, 'snmp_device', 'state')).toEqual(['ok'])
    expect(faultsIn(readings)).toEqual([])
    for (const fact of factsOf(file)) {
      if (elsewhere.has(fact.fact)) continue
      const check = checks[fact.fact]
      if (!check) throw new Error(`No check for the fact ${fact.fact} of ${file}`)
      try {
        check(readings, fact)
      } catch (error) {
        throw new Error(`${fact.fact}[${fact.index}] = ${fact.value}`, { cause: error })
      }
    }
  })

  /** Tenths of a volt where the standard says volts, phases that are not there, probes at 0 °C. */
  test.each([
    [
      'deltaups_mini-snmp.snmprec',
      {
        input_voltage: 231.3,
        output_voltage: 230.2,
        load_percent: 36,
        battery_temp: 19,
        time_left: 9000,
      },
    ],
    [
      'UPS_phoenixtec-power.snmprec',
      { input_voltage: 239, load_percent: 2, battery_charge_percent: 100 },
    ],
    [
      'eaton-mgeups_5px.snmprec',
      { input_voltage: 229, time_left: 2594, battery_temp: undefined, load_percent: 59 },
    ],
    [
      'cyberpower_pr2200rt2uc.snmprec',
      { input_voltage: 121, battery_voltage: 54.8, time_left: 10_500, source: 'mains' },
    ],
    [
      'dell-ups_tower1000w.snmprec',
      { input_voltage: 232, load_percent: 26, battery_charge_percent: 98, time_left: 1860 },
    ],
  ])('%s: the UPS tells %o', async (file, expected) => {
    const responder = await Responder.start(readRecording(path.join(folder, 'snmp', file)))
    responders.push(responder)
    const readings = await readOnce(targetAt(responder.port))
    for (const [field, value] of Object.entries(expected)) {
      const told = valuesOf(readings, 'ups', field)[0] ?? undefined
      expect(typeof told === 'number' ? Math.round(told * 10) / 10 : told, field).toEqual(value)
    }
  })
})
