import * as z from 'zod'
import { deadManDefaults as defaults } from './agent-defaults.ts'

const text = (max: number) => z.string().max(max).default('')

/** The named second computer: it tells by SMS when the collector itself is silent. */
export const deadManSchema = z
  .strictObject({
    phones: z
      .array(z.string().min(8).max(40))
      .max(8)
      .default([...defaults.phones])
      .describe('Telephones that get an SMS; none: this computer does not watch the collector.'),
    afterMinutes: z
      .int()
      .min(5)
      .max(1440)
      .default(defaults.afterMinutes)
      .describe('The collector was not reached for so long.'),
    language: z.enum(['sw', 'en']).default(defaults.language).describe('Language of the SMS.'),
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'is no time zone')
      .default(defaults.zone)
      .describe('Time zone of the times in it.'),
    sms: z
      .strictObject({
        preset: z
          .enum(['africastalking', 'beem', 'json', 'gammu'])
          .default(defaults.sms.preset)
          .describe('The gateway; gammu is a modem here, which needs no internet.'),
        url: text(500).describe('Address of the gateway, where it is not the usual one.'),
        user: text(100).describe('User name there.'),
        key: text(500).describe('Its key. Whoever may read this file may use it.'),
        secret: text(500).describe('Its secret (Beem).'),
        sender: text(11).describe('Registered sender name.'),
        folder: text(250).describe('gammu: folder of gammu-smsd’s outbox.'),
      })
      .prefault({})
      .describe('How an SMS goes out from here.'),
  })
  .prefault({})
  .describe('Tells by SMS when the collector is silent. Best on a computer with a modem and a UPS.')

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}
