/** Why a question had no answer, in words of the catalogue. */
import type { snmpReasons } from '../../../../contract/catalogue/families/snmp-device.ts'

export type SnmpReason = Exclude<keyof typeof snmpReasons, 'none'>

/** An operating fault of one device; its message holds no secret. */
export class SnmpFault extends Error {
  override name = 'SnmpFault'
  readonly reason: SnmpReason
  constructor(reason: SnmpReason, message: string, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}
/** The device cannot put so much into one answer. */
export class TooBig extends Error {
  override name = 'TooBig'
}
/** SNMPv1: there is no such object; the number of the first one asked for, from 0. */
export class NoSuchName extends Error {
  override name = 'NoSuchName'
}
/** For a person: what it means and what to do. */
export const reasonTexts: Readonly<Record<SnmpReason, string>> = {
  no_answer:
    'no answer: the device is off or not reachable, SNMP is switched off there, this address is not allowed to ask, or the community is wrong',
  no_address: 'this name has no address',
  no_route: 'this computer cannot send there: no network or no route',
  unknown_user: 'the device does not know this user (SNMPv3)',
  wrong_password: 'the password or protocol of authentication is wrong (SNMPv3)',
  wrong_privacy: 'the password or protocol of encryption is wrong (SNMPv3)',
  wrong_level: 'the device asks for another level: with or without authentication and encryption',
  not_in_time: 'the device’s SNMPv3 clock jumps; restart its SNMP service',
  bad_answer: 'the answer cannot be read: a damaged packet, or no SNMP at this port',
  device_error: 'the device answers with an error',
  table_loops: 'a table of the device comes back to its beginning; its firmware has a fault',
  table_too_long: 'a table of the device is longer than the limit',
  too_slow: 'the device answers too slowly',
  not_configured: 'the credentials are incomplete',
  no_egress: 'this computer itself is cut off from the network',
  refused_here: 'the settings of this computer do not allow it to look there',
  no_view: 'the device answers and shows nothing: its access list hides everything',
}
