/**
 * What the numbers of traps mean: one table for all makers. Sources: SNMPv2-MIB, IF-MIB, BRIDGE-MIB
 * (RFC 3418, 2863, 4188), UPS-MIB (RFC 1628), Printer-MIB (RFC 3805), PowerNet-MIB of APC,
 * CISCO-ENVMON-MIB. Numbers are in the form of SNMPv2; SNMPv1's are made so by RFC 3584, 3.1.
 */
import type { TrapKind } from '../../../../contract/catalogue/families/trap.ts'

interface Meaning {
  readonly kind: TrapKind
  readonly name: string
  /** Columns of which the first that came along says what it is about. */
  readonly about?: readonly string[]
}

const port = ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2', '1.3.6.1.2.1.2.2.1.1']
const cisco = '1.3.6.1.4.1.9.9.13'

export const upsAlarmColumn = '1.3.6.1.2.1.33.1.6.2.1.2'
export const upsAlarmBegins = '1.3.6.1.2.1.33.2.3'

export const meanings: Readonly<Record<string, Meaning>> = {
  '1.3.6.1.6.3.1.1.5.1': { kind: 'cold_start', name: 'coldStart' },
  '1.3.6.1.6.3.1.1.5.2': { kind: 'warm_start', name: 'warmStart' },
  '1.3.6.1.6.3.1.1.5.3': { kind: 'link_down', name: 'linkDown', about: port },
  '1.3.6.1.6.3.1.1.5.4': { kind: 'link_up', name: 'linkUp', about: port },
  '1.3.6.1.6.3.1.1.5.5': { kind: 'authentication_failure', name: 'authenticationFailure' },
  '1.3.6.1.2.1.17.0.1': { kind: 'topology_change', name: 'newRoot' },
  '1.3.6.1.2.1.17.0.2': { kind: 'topology_change', name: 'topologyChange' },
  '1.3.6.1.2.1.33.2.1': { kind: 'ups_on_battery', name: 'upsTrapOnBattery' },
  '1.3.6.1.2.1.33.2.2': { kind: 'other', name: 'upsTrapTestCompleted' },
  [upsAlarmBegins]: { kind: 'ups_alarm', name: 'upsTrapAlarmEntryAdded', about: [upsAlarmColumn] },
  '1.3.6.1.2.1.33.2.4': {
    kind: 'ups_alarm_over',
    name: 'upsTrapAlarmEntryRemoved',
    about: [upsAlarmColumn],
  },
  '1.3.6.1.4.1.318.0.2': { kind: 'ups_alarm', name: 'upsOverload' },
  '1.3.6.1.4.1.318.0.3': { kind: 'ups_alarm', name: 'upsDiagnosticsFailed' },
  '1.3.6.1.4.1.318.0.4': { kind: 'ups_low_battery', name: 'upsDischarged' },
  '1.3.6.1.4.1.318.0.5': { kind: 'ups_on_battery', name: 'upsOnBattery' },
  '1.3.6.1.4.1.318.0.7': { kind: 'ups_low_battery', name: 'lowBattery' },
  '1.3.6.1.4.1.318.0.9': { kind: 'ups_on_mains', name: 'powerRestored' },
  '1.3.6.1.4.1.318.0.11': { kind: 'ups_alarm_over', name: 'returnFromLowBattery' },
  '1.3.6.1.2.1.43.18.2.0.1': {
    kind: 'printer_alert',
    name: 'printerV2Alert',
    about: ['1.3.6.1.2.1.43.18.1.1.8'],
  },
  [`${cisco}.3.0.1`]: { kind: 'sensor_alarm', name: 'ciscoEnvMonShutdownNotification' },
  [`${cisco}.3.0.2`]: cause('ciscoEnvMonVoltageNotification', 2),
  [`${cisco}.3.0.3`]: cause('ciscoEnvMonTemperatureNotification', 3),
  [`${cisco}.3.0.4`]: cause('ciscoEnvMonFanNotification', 4),
  [`${cisco}.3.0.5`]: cause('ciscoEnvMonRedundantSupplyNotification', 5),
}

function cause(name: string, table: number): Meaning {
  return { kind: 'sensor_alarm', name, about: [`${cisco}.1.${table}.1.2`] }
}

/** Alarms of UPS-MIB (upsWellKnownAlarms), and which of them polling tells as well. */
export const upsAlarms: Readonly<Record<string, { readonly name: string; kind?: TrapKind }>> =
  Object.fromEntries(
    (
      [
        ['batteryBad'],
        ['onBattery', 'ups_on_battery'],
        ['lowBattery', 'ups_low_battery'],
        ['depletedBattery', 'ups_low_battery'],
        ['tempBad'],
        ['inputBad', 'other'],
        ['outputBad'],
        ['outputOverload'],
        ['onBypass'],
        ['bypassBad'],
        ['outputOffAsRequested', 'other'],
        ['upsOffAsRequested', 'other'],
        ['chargerFailed'],
        ['upsOutputOff'],
        ['upsSystemOff'],
        ['fanFailure'],
        ['fuseFailure'],
        ['generalFault'],
        ['diagnosticTestFailed'],
        ['communicationsLost'],
        ['awaitingPower', 'other'],
        ['shutdownPending'],
        ['shutdownImminent'],
        ['testInProgress', 'other'],
      ] satisfies readonly (readonly [string, TrapKind?])[]
    ).map(([name, kind], at) => [
      `1.3.6.1.2.1.33.1.6.3.${at + 1}`,
      { name, ...(kind && { kind }) },
    ]),
  )
