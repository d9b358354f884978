import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel, Letter } from '../../../../collector/notify/channels/channel.ts'
import { ntfyChannelOf } from '../../../../collector/notify/channels/ntfy.ts'
import { telegramChannelOf } from '../../../../collector/notify/channels/telegram.ts'
import { signature, webhookChannelOf } from '../../../../collector/notify/channels/webhook.ts'
import {
  recordingService,
  type Answer,
  type RecordingService,
} from '../../../support/recording-service.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

let service: RecordingService
afterEach(() => service.close())
async function answering(status: number, body = '', headers: Answer['headers'] = {}) {
  service = await recordingService(() => ({ status, body, headers }))
  return service
}
const clock = new VirtualClock(Date.parse('2026-11-12T07:00:00Z'))
const letter: Letter = {
  key: '<problem.a1.juma@mlimani.go.tz>',
  kind: 'problem',
  to: '',
  language: 'sw',
  urgent: true,
  subject: '[DHARURA] Seva SRV: haipatikani – ng’ombe',
  text: 'Ndugu Juma,\n\nSeva haipatikani.\n',
  html: '',
  thread: null,
  data: '{"type":"alert.firing","title":"SRV"}',
  link: 'https://10.20.1.5:8443/a/abc',
}
const webhook = (secret: string): Channel =>
  webhookChannelOf({ id: 'w', url: service.url, secret }, clock)

describe('a webhook', () => {
  it('is signed as Standard Webhooks asks: id, time and body, the same id at each try', async () => {
    const { requests } = await answering(204)
    const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`
    for (let tries = 0; tries < 2; tries++)
      expect(await webhook(secret).deliver(letter)).toMatchObject({ type: 'delivered' })
    const [first, second] = requests
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id'])
    expect(first?.headers['webhook-timestamp']).toBe('1794466800')
    expect(first?.body).toBe(letter.data)
    const signed = `${String(first?.headers['webhook-id'])}.1794466800.${first?.body}`
    const mac = createHmac('sha256', '0123456789abcdef01234567').update(signed).digest('base64')
    expect(first?.headers['webhook-signature']).toBe(`v1,${mac}`)
  })
  it('agrees with the example of the specification', () => {
    const body = '{"event_type":"ping","data":{"success":true}}'
    expect(
      signature('whsec_plJ3nmyCDGBKInavdOK15jsl', 'msg_loFOjxBNrRLzqYUf', 1731705121, body),
    ).toBe('v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=')
  })
  it.each([
    [500, { type: 'again', scope: 'line', key: 'later' }],
    [401, { type: 'again', scope: 'line', key: 'key_refused' }],
    [404, { type: 'again', scope: 'line', key: 'channel_refused' }],
    [422, { type: 'never', key: 'channel_refused' }],
  ])('that answers %i', async (status, expected) => {
    await answering(status)
    expect(await webhook('k').deliver(letter)).toMatchObject(expected)
  })
})

describe('Telegram', () => {
  const telegram = (): Channel =>
    telegramChannelOf({ id: 't', url: service.url, token: '1:AA', chat: '-100' })
  it('gets one plain text of at most 4,096 characters', async () => {
    const { requests } = await answering(200, '{"ok":true,"result":{"message_id":7}}')
    const long = { ...letter, text: 'a'.repeat(9000) }
    expect(await telegram().deliver(long)).toMatchObject({ type: 'delivered' })
    expect(requests[0]?.path).toBe('/bot1:AA/sendMessage')
    const body = JSON.parse(requests[0]?.body ?? '') as Record<string, string>
    expect(body).toMatchObject({ chat_id: '-100', disable_notification: false })
    expect(body['text']).toHaveLength(4096)
    expect(body['text']).toContain('[DHARURA] Seva SRV')
  })
  it('is waited for as long as it asks', async () => {
    await answering(
      429,
      '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":35}}',
    )
    expect(await telegram().deliver(letter)).toMatchObject({ type: 'again', afterMs: 35_000 })
  })
  it('does not know a wrong token', async () => {
    await answering(404, '{"ok":false,"error_code":404,"description":"Not Found"}')
    expect(await telegram().deliver(letter)).toMatchObject({ type: 'again', key: 'key_refused' })
  })
  it('survives an answer that is no JSON', async () => {
    await answering(502, '<html>')
    expect(await telegram().deliver(letter)).toMatchObject({ type: 'again', key: 'later' })
  })
})

describe('ntfy', () => {
  it('gets title, words, urgency and where to acknowledge, in UTF-8', async () => {
    const { requests } = await answering(200, '{"id":"x","event":"message"}')
    const channel = ntfyChannelOf({ id: 'n', url: service.url, topic: 'hwm', token: 'tk_1' })
    expect(await channel.deliver(letter)).toMatchObject({ type: 'delivered' })
    expect(requests[0]?.headers['authorization']).toBe('Bearer tk_1')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      topic: 'hwm',
      title: letter.subject,
      message: letter.text,
      priority: 5,
      tags: ['rotating_light'],
      click: letter.link,
    })
  })
})
