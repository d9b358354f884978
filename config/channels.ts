/**
 * What each way of telling has to be told of the service behind it: forms, checks and the command
 * line follow.
 */

export interface ChannelField {
  readonly name: string
  /** Never shown again, sealed in the state. */
  readonly secret?: boolean
  readonly optional?: boolean
  readonly charactersMax: number
  readonly is?: 'url' | 'folder'
}

const url: ChannelField = { name: 'url', charactersMax: 500, is: 'url' }
const fields = {
  sms: [
    { name: 'preset', charactersMax: 20 },
    { ...url, optional: true },
    { name: 'user', charactersMax: 100, optional: true },
    { name: 'key', charactersMax: 500, secret: true, optional: true },
    { name: 'secret', charactersMax: 500, secret: true, optional: true },
    { name: 'sender', charactersMax: 11, optional: true },
    { name: 'folder', charactersMax: 250, optional: true, is: 'folder' },
  ],
  webhook: [url, { name: 'secret', charactersMax: 500, secret: true }],
  telegram: [
    { name: 'token', charactersMax: 200, secret: true },
    { name: 'chat', charactersMax: 60 },
    { ...url, optional: true },
  ],
  ntfy: [
    { name: 'topic', charactersMax: 64 },
    { ...url, optional: true },
    { name: 'token', charactersMax: 200, secret: true, optional: true },
  ],
  alertmanager: [
    url,
    { name: 'user', charactersMax: 100, optional: true },
    { name: 'password', charactersMax: 500, secret: true, optional: true },
  ],
} as const satisfies Readonly<Record<string, readonly ChannelField[]>>

type ChannelKindName = keyof typeof fields
export const channelFields: Readonly<Record<ChannelKindName, readonly ChannelField[]>> = fields
export const channelKinds = ['sms', 'webhook', 'telegram', 'ntfy', 'alertmanager'] as const

/** Which of its fields an SMS preset cannot do without. */
export const smsNeeds: Readonly<Record<string, readonly string[]>> = {
  africastalking: ['user', 'key'],
  beem: ['key', 'secret', 'sender'],
  json: ['url'],
  gammu: ['folder'],
}
