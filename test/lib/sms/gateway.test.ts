import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sendSms, type SmsGateway } from '../../../lib/sms/gateway.ts'
import { gsm7Length, oneMessage, toGsm7 } from '../../../lib/sms/gsm7.ts'
import { internationalNumber } from '../../../lib/sms/phone.ts'
import {
  recordingService,
  type Answer,
  type RecordingService,
} from '../../support/recording-service.ts'

let service: RecordingService | undefined
afterEach(async () => {
  await service?.close()
  service = undefined
})
const sms = { to: '0712 345 678', text: 'DHARURA: Seva SRV haipatikani', key: '<a.1@b>' }
const gateway = (more: Partial<SmsGateway>): SmsGateway => ({
  preset: 'json',
  url: service?.url ?? '',
  user: '',
  key: '',
  secret: '',
  sender: '',
  folder: '',
  ...more,
})
async function answering(status: number, body: string, headers: Answer['headers'] = {}) {
  service = await recordingService(() => ({ status, body, headers }))
  return service
}

describe('Africa’s Talking', () => {
  const settings = {
    preset: 'africastalking',
    user: 'halmashauri',
    key: 'atsk_1',
    sender: 'MLINZI',
  } as const
  const said = (statusCode: number) =>
    JSON.stringify({
      SMSMessageData: { Message: '', Recipients: [{ statusCode, number: '+255712345678' }] },
    })
  it('gets the form that its own package sends', async () => {
    const { requests } = await answering(201, said(101))
    expect(await sendSms(gateway(settings), sms)).toMatchObject({ type: 'taken' })
    expect(requests[0]?.headers).toMatchObject({
      apikey: 'atsk_1',
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      username: 'halmashauri',
      to: '+255712345678',
      message: sms.text,
      from: 'MLINZI',
      bulkSMSMode: '1',
      enqueue: '1',
    })
  })
  it.each([
    [201, said(405), { type: 'refused', why: 'credit' }],
    [201, said(403), { type: 'refused', why: 'number' }],
    [201, said(402), { type: 'refused', why: 'key' }],
    [201, said(501), { type: 'again', why: 'later' }],
    [401, 'The supplied authentication is invalid', { type: 'refused', why: 'key' }],
    [503, '', { type: 'again', why: 'later' }],
  ])('%i %s means %o', async (status, body, expected) => {
    await answering(status, body)
    expect(await sendSms(gateway(settings), sms)).toMatchObject(expected)
  })
})

describe('Beem', () => {
  const settings = { preset: 'beem', key: 'k', secret: 's', sender: 'MLINZI' } as const
  it('gets its JSON with the key and the secret', async () => {
    const { requests } = await answering(
      200,
      '{"successful":true,"request_id":35918915,"code":100}',
    )
    expect(await sendSms(gateway(settings), sms)).toMatchObject({ type: 'taken' })
    expect(requests[0]?.headers['authorization']).toBe(`Basic ${btoa('k:s')}`)
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      source_addr: 'MLINZI',
      schedule_time: '',
      encoding: 0,
      message: sms.text,
      recipients: [{ recipient_id: 1, dest_addr: '255712345678' }],
    })
  })
  it.each([
    [400, '{"data":{"code":102,"message":"Insufficient balance"}}', 'credit'],
    [400, '{"data":{"code":101,"message":"Invalid phone number"}}', 'number'],
    [401, '{"data":{"code":108,"message":"Invalid token"}}', 'key'],
  ])('%i %s is refused for the %s', async (status, body, why) => {
    await answering(status, body)
    expect(await sendSms(gateway(settings), sms)).toMatchObject({ type: 'refused', why })
  })
})

describe('any gateway that takes JSON', () => {
  it('gets number, text, sender and a key by which it can tell a second try', async () => {
    const { requests } = await answering(202, '')
    expect(await sendSms(gateway({ key: 'secret', sender: 'M' }), sms)).toMatchObject({
      type: 'taken',
    })
    expect(requests[0]?.headers['authorization']).toBe('Bearer secret')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      id: '<a.1@b>',
      to: '255712345678',
      from: 'M',
      text: sms.text,
    })
  })
  it('is asked again when it wants', async () => {
    await answering(429, 'slow down', { 'retry-after': '30' })
    expect(await sendSms(gateway({}), sms)).toMatchObject({
      type: 'again',
      why: 'later',
      afterMs: 30_000,
    })
  })
  it('is never followed to another address, for its key would go there', async () => {
    const { requests } = await answering(302, '', { location: 'http://127.0.0.1:1/' })
    expect(await sendSms(gateway({ key: 'secret' }), sms)).toMatchObject({ type: 'refused' })
    expect(requests).toHaveLength(1)
  })
  it('that is not there is tried again', async () => {
    const { url, close } = await recordingService(() => ({ status: 200 }))
    await close()
    expect(await sendSms(gateway({ url }), sms)).toMatchObject({
      type: 'again',
      why: 'unreachable',
    })
  })
})

describe('the office’s own modem', () => {
  it('gets one whole file for each message, also when it is handed over twice', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-gammu-'))
    const own = gateway({ preset: 'gammu', folder })
    for (let tries = 0; tries < 2; tries++)
      expect(await sendSms(own, { ...sms, text: 'Shule ya Mtoni – café' })).toMatchObject({
        type: 'taken',
      })
    expect(readdirSync(folder)).toEqual(['OUTC_+255712345678_a1b.txt'])
    expect(readFileSync(path.join(folder, 'OUTC_+255712345678_a1b.txt'), 'utf8')).toBe(
      'Shule ya Mtoni - cafe',
    )
    rmSync(folder, { recursive: true })
    expect(await sendSms(own, sms)).toMatchObject({ type: 'again', why: 'unreachable' })
  })
})

describe('telephone numbers', () => {
  it.each([
    ['0712 345 678', '255712345678'],
    ['+255 (712) 345-678', '255712345678'],
    ['255712345678', '255712345678'],
    ['00254712345678', '254712345678'],
    ['+254712345678', '254712345678'],
    ['juma', undefined],
    ['', undefined],
    ['123', undefined],
    ['0712345678; rm', undefined],
  ])('%s is %s', (text, number) => expect(internationalNumber(text)).toBe(number))
})

describe('the telephone’s alphabet', () => {
  it('takes what has no likeness as a question mark, and never becomes 70 characters', () => {
    expect(toGsm7('“Diski” – 93 % … 漢')).toBe('"Diski" - 93 % ... ?')
    expect(gsm7Length('a€b')).toBe(4)
    expect(gsm7Length('漢')).toBeUndefined()
  })
  it('breaks what is too long between words', () => {
    const told = oneMessage('neno '.repeat(60))
    expect(gsm7Length(told)).toBeLessThanOrEqual(160)
    expect(told).toMatch(/neno\.\.\.$/)
  })
})
