/** Checks of mail servers, time servers, the way of a mail, and pages. */
import * as z from 'zod/mini'
import { base, hostName, port, secret, text, url } from './network-words.ts'

const login = { user: secret, password: secret }

export const bannerCheck = z.object({
  ...base,
  kind: z.literal('banner'),
  host: hostName,
  port,
  protocol: z.enum(['smtp', 'imap', 'pop3']),
  /** `none`: only greeted, and told whether it offers encryption. */
  security: z.enum(['none', 'starttls', 'tls']),
  /** Name that the certificate must carry; left out: the host. */
  serverName: z.optional(hostName),
  /** Text that the greeting must hold. */
  expect: z.optional(text(255)),
})
export const ntpCheck = z.object({ ...base, kind: z.literal('ntp'), host: hostName, port })
const mailbox = z
  .string()
  .check(
    z.maxLength(254),
    z.regex(
      /^[^\s<>@"\\]{1,64}@[A-Za-z0-9.-]{1,189}$/,
      'Write an address such as ict@mlimani.go.tz',
    ),
  )
const mailServer = z.object({
  host: hostName,
  port,
  security: z.enum(['none', 'starttls', 'tls']),
  /** Empty: nobody logs in. */
  ...login,
  /** Its certificate need not be believed: whoever stands between can read the password. */
  anyCertificate: z.optional(z.boolean()),
})
export type MailServer = z.output<typeof mailServer>
export const mailCheck = z.object({
  ...base,
  kind: z.literal('mail'),
  from: mailbox,
  to: mailbox,
  send: mailServer,
  fetch: z.extend(mailServer, { protocol: z.enum(['imap', 'pop3']) }),
  /** How long a run waits for the message. */
  waitSeconds: z.int().check(z.minimum(5), z.maximum(900)),
})
export const webCheck = z.object({
  ...base,
  kind: z.literal('web'),
  url,
  /** Days without a change after which the page counts as forgotten; 0: never. */
  staleDays: z.int().check(z.minimum(0), z.maximum(3650)),
  /** Share of the text, in percent, from which a change is unexpected; 0: any change is expected. */
  changePercent: z.int().check(z.minimum(0), z.maximum(100)),
  /** The first such element alone: `main`, `#news`, `.content`, `div.content`. */
  selector: z.optional(
    z
      .string()
      .check(
        z.maxLength(120),
        z.regex(
          /^(?:[a-zA-Z][a-zA-Z0-9-]*)?(?:[#.][^\s#.>]+)?$/,
          'Write main, #id, .class or div.class',
        ),
        z.minLength(1),
      ),
  ),
  /** Only what stands between these texts. */
  after: z.optional(text(255)),
  before: z.optional(text(255)),
})
