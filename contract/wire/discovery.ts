/**
 * A poller is asked to look through one subnet once, and tells what it found there. The collector
 * decides when (`discover`); whether and how fast, the machine's own settings. Sent only to an agent
 * whose `hello` names the kind `discovery`. Sent again for the same run, the answer is given again.
 */
import * as z from 'zod/mini'
import { snmpAccess } from './network.ts'

export const discoveryLimits = {
  /** A /22 without its first and last address. */
  addressesMax: 1022,
  prefixMin: 22,
  accessMax: 4,
  /** Of one message. */
  entriesPerPartMax: 64,
  partsMax: 64,
  /** Ports of switches with what was learnt there. */
  portsMax: 2000,
  /** Addresses of one port that are named; of a port with more only their number is told. */
  addressesPerPortMax: 32,
  perSecondMax: 50,
} as const

const text = (most: number) => z.string().check(z.maxLength(most))
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
const address = z.string().check(z.regex(/^\d{1,3}(?:\.\d{1,3}){3}$/))
const mac = z.string().check(z.regex(/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/))
const count = z.int().check(z.nonnegative())
const part = {
  run: id,
  part: count,
  parts: z.int().check(z.minimum(1), z.maximum(discoveryLimits.partsMax)),
}

export const discoverOrder = z.object({
  type: z.literal('discover'),
  run: id,
  cidr: z.string().check(z.regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/)),
  perSecond: z.int().check(z.minimum(1), z.maximum(discoveryLimits.perSecondMax)),
  /** Tried one after the other on what answers. Secrets travel only here, over TLS. */
  snmp: z.array(snmpAccess).check(z.maxLength(discoveryLimits.accessMax)),
})
export type DiscoverOrder = z.output<typeof discoverOrder>

/** What a device says of itself by SNMP. */
const identity = z.object({
  name: z.optional(text(255)),
  description: z.optional(text(512)),
  objectId: z.optional(text(255)),
  vendor: z.optional(text(255)),
  model: z.optional(text(255)),
  serial: z.optional(text(255)),
  profile: z.optional(text(64)),
  kind: text(32),
  /** Which of the order's accesses it took. */
  access: count,
})

export const sighting = z.object({
  address,
  mac: z.optional(mac),
  /** By reverse DNS. */
  name: z.optional(text(255)),
  /** Of the few TCP ports that were tried. */
  ports: z.array(z.int().check(z.minimum(1), z.maximum(65_535))).check(z.maxLength(16)),
  snmp: z.optional(identity),
  /** The router (device id) whose table has it, where it was not seen directly. */
  by: z.optional(id),
})
export type Sighting = z.output<typeof sighting>

/** By lldpRemSysCapEnabled; of several the first that fits. */
export const neighbourKinds = ['telephone', 'access_point', 'router', 'switch', 'station'] as const
export type NeighbourKind = (typeof neighbourKinds)[number]

/** One port of a switch that is read by SNMP. */
export const learntPort = z.object({
  device: id,
  port: text(255),
  /** Neighbour by LLDP or CDP. */
  neighbour: z.optional(text(255)),
  neighbourId: z.optional(text(255)),
  neighbourPort: z.optional(text(255)),
  /** Where it is managed, as it says itself; left out: it does not say. */
  neighbourAddress: z.optional(address),
  /** What it says that it does, where it is one of these. */
  neighbourKind: z.optional(z.enum(neighbourKinds)),
  /** Hardware addresses that the switch has learnt there. */
  addresses: count,
  macs: z.array(mac).check(z.maxLength(discoveryLimits.addressesPerPortMax)),
})
export type LearntPort = z.output<typeof learntPort>

/** Hardware addresses of a device that is read by SNMP, by which others speak of it. */
export const ownAddresses = z.object({
  device: id,
  macs: z.array(mac).check(z.maxLength(discoveryLimits.addressesPerPortMax)),
})
export type OwnAddresses = z.output<typeof ownAddresses>

export const discoveryStates = ['done', 'partly', 'refused', 'cut_off', 'failed'] as const
export type DiscoveryState = (typeof discoveryStates)[number]

export const discoveryReport = z.object({
  type: z.literal('discovery_report'),
  ...part,
  state: z.enum(discoveryStates),
  /** Addresses that were asked, and that are there. */
  asked: count,
  answered: count,
  /** Devices with a made-up hardware address, mostly people's own telephones: only their number. */
  personal: count,
  found: z.array(sighting).check(z.maxLength(discoveryLimits.entriesPerPartMax)),
  ports: z.array(learntPort).check(z.maxLength(discoveryLimits.entriesPerPartMax)),
  own: z.array(ownAddresses).check(z.maxLength(discoveryLimits.entriesPerPartMax)),
})
export type DiscoveryReport = z.output<typeof discoveryReport>

/** A whole answer. */
export type Discovered = Omit<DiscoveryReport, 'type' | 'part' | 'parts'>
