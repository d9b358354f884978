/** SNMPv2-MIB system group, ENTITY-MIB and SNMP-FRAMEWORK-MIB: what a device says of itself. */
import { deviceIdentity } from '../../../../../contract/catalogue/families/device-identity.ts'
import { reading, type FieldsOf, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { View } from '../reader.ts'
import { hexOf, macOf, numberOf, oidOf, textOf } from '../values.ts'

export const system = {
  descr: '1.3.6.1.2.1.1.1.0',
  objectId: '1.3.6.1.2.1.1.2.0',
  upTime: '1.3.6.1.2.1.1.3.0',
  contact: '1.3.6.1.2.1.1.4.0',
  name: '1.3.6.1.2.1.1.5.0',
  location: '1.3.6.1.2.1.1.6.0',
  engineId: '1.3.6.1.6.3.10.2.1.1.0',
  engineTime: '1.3.6.1.6.3.10.2.1.3.0',
  bridgeAddress: '1.3.6.1.2.1.17.1.1.0',
} as const

const entity = '1.3.6.1.2.1.47.1.1.1.1'
const entityColumn = {
  class: `${entity}.5`,
  hardware: `${entity}.8`,
  firmware: `${entity}.9`,
  software: `${entity}.10`,
  serial: `${entity}.11`,
  maker: `${entity}.12`,
  model: `${entity}.13`,
} as const
const hrDeviceDescr = '1.3.6.1.2.1.25.3.2.1.3'
const printerSerial = '1.3.6.1.2.1.43.5.1.1.17'
const printerName = '1.3.6.1.2.1.43.5.1.1.16'
const hrPrinter = '1.3.6.1.2.1.25.3.2.1.2'
const printerType = '1.3.6.1.2.1.25.3.1.5'
const upsIdentity = '1.3.6.1.2.1.33.1.1'

export const identityScalars: readonly string[] = [
  ...Object.values(system).filter((oid) => oid !== system.upTime && oid !== system.engineTime),
  `${upsIdentity}.1.0`,
  `${upsIdentity}.2.0`,
  `${upsIdentity}.3.0`,
  `${upsIdentity}.4.0`,
]
/** ENTITY-MIB can have thousands of rows; only those of the chassis count. */
export const entityColumns: readonly string[] = Object.values(entityColumn)
export const printerIdentityColumns: readonly string[] = [
  hrDeviceDescr,
  hrPrinter,
  printerSerial,
  printerName,
]

export type Identity = FieldsOf<typeof deviceIdentity>

/** What the standard tables tell; a profile adds what only the maker's tables know. */
export function identityOf(view: View): Identity {
  const chassis = chassisOf(view)
  const part = (base: string): string | undefined =>
    chassis === undefined ? undefined : textOf(view.column(base).get(chassis))
  const engine = view.scalar(system.engineId)
  const text = (oid: string): string | undefined => textOf(view.scalar(oid))
  return {
    name: text(system.name),
    description: text(system.descr),
    location: text(system.location),
    contact: text(system.contact),
    object_id: oidOf(view.scalar(system.objectId)),
    vendor: part(entityColumn.maker) ?? text(`${upsIdentity}.1.0`),
    model: part(entityColumn.model) ?? text(`${upsIdentity}.2.0`) ?? printerModel(view),
    serial: part(entityColumn.serial) ?? firstText(view, printerSerial),
    firmware:
      part(entityColumn.software) ??
      part(entityColumn.firmware) ??
      text(`${upsIdentity}.4.0`) ??
      text(`${upsIdentity}.3.0`),
    hardware: part(entityColumn.hardware),
    address: macOf(view.scalar(system.bridgeAddress)),
    engine_id: engine instanceof Uint8Array ? hexOf(engine) : undefined,
  }
}

export function identityReading(identity: Identity): Reading {
  return reading(deviceIdentity, {}, identity)
}

const chassisClass = 3
const stackClass = 11

/** The chassis that has a serial number, else the first one. A stack's members follow the stack. */
function chassisOf(view: View): string | undefined {
  const classes = [...view.column(entityColumn.class)]
  const chassis = classes.filter(([, value]) => numberOf(value) === chassisClass)
  const withSerial = chassis.find(([index]) => textOf(view.column(entityColumn.serial).get(index)))
  const stack = classes.find(([, value]) => numberOf(value) === stackClass)
  // Some leave the class out; there the first part is the device itself.
  const first =
    classes.length === 0 ? view.column(entityColumn.serial).keys().next().value : undefined
  return (withSerial ?? chassis[0] ?? stack)?.[0] ?? first
}

/** The description of the device that is a printer; a computer's other parts stand there too. */
function printerModel(view: View): string | undefined {
  const descriptions = view.column(hrDeviceDescr)
  if (view.column(printerSerial).size === 0 && view.column(printerName).size === 0) {
    const isPrinter = [...view.column(hrPrinter)].find(
      ([, type]) => oidOf(type) === printerType,
    )?.[0]
    return isPrinter === undefined ? undefined : textOf(descriptions.get(isPrinter))
  }
  for (const value of descriptions.values()) {
    const text = textOf(value)
    if (text !== undefined) return text
  }
  return firstText(view, printerName)
}

function firstText(view: View, base: string): string | undefined {
  for (const value of view.column(base).values()) {
    const text = textOf(value)
    if (text !== undefined) return text
  }
  return undefined
}

/** Seconds since the start: SNMPv3's clock where the other one may have gone round (497 days). */
export function uptimeOf(view: View): number | undefined {
  const ticks = numberOf(view.scalar(system.upTime))
  const engine = numberOf(view.scalar(system.engineTime))
  const short = ticks === undefined ? undefined : Math.floor(ticks / 100)
  if (engine === undefined || short === undefined) return short
  // The SNMP service may have started later than the device, never earlier.
  return engine > wrapSeconds && engine - short > wrapSeconds / 2 ? engine : short
}

export const wrapSeconds = Math.floor(2 ** 32 / 100)
