import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  reader,
  rulesOf,
  type AlertScene,
} from '../../support/alert-scene.ts'
import { mailbox, type Mailbox, type Mood } from '../../support/mailbox.ts'

const minute = 60_000
const hour = 60 * minute
const rules = rulesOf(`
- { id: disk, text: disk-full, kind: threshold, object: [path], select: { measurement: disk }, critical: { when: { field: used_percent, above: 95 } } }
`)
const full = (percent: number, path: string) =>
  reading(disk, { path, device: 'sda1', fstype: 'ext4', mode: 'rw' }, { used_percent: percent })

let scene: AlertScene | undefined
let box: Mailbox | undefined
afterEach(async () => {
  await scene?.end()
  await box?.close()
  scene = box = undefined
})
/** Begins with no mail server behind the port of the settings. */
async function begun(mood: Mood = {}, recipients = [reader('john')]) {
  box = await mailbox(mood)
  const { settings, port } = box
  const made = await alertScene({
    rules,
    startMs: office('2026-11-12T16:00'),
    hosts: Array.from({ length: 30 }, (_, at) => hostNamed(`pc${at}`)),
    recipients,
    smtp: settings,
  })
  scene = made
  await made.start()
  await made.startMail()
  return { scene: made, port }
}

describe('a line that is down', () => {
  it('for 8 hours gives one digest for each reader, which says what has cleared meanwhile', async () => {
    const { scene, port } = await begun({}, [reader('john'), reader('asha', { language: 'sw' })])
    await box?.close()
    for (let at = 0; at < 23; at++) {
      await scene.report(`pc${at}`, full(96, '/srv'))
      if (at >= 13)
        await scene.report(`pc${at - 13}`, full(10, '/srv'), { timeMs: scene.clock.now() + 1 })
      await scene.advance(20 * minute, 5 * minute)
    }
    await scene.advance(20 * minute, 5 * minute)
    const waiting = await scene.alerts.outbox(100)
    expect(waiting.length).toBeGreaterThan(40)
    expect(waiting.every((one) => one.state === 'waiting')).toBe(true)
    expect(waiting.some((one) => one.lastError?.startsWith('unreachable'))).toBe(true)
    expect((await scene.notifier.stats()).lineFault).toBe('unreachable')

    box = await mailbox({ port })
    await scene.advance(30 * minute, minute)
    expect(box.mails.map((one) => one.to).sort()).toEqual([
      'asha@example.go.tz',
      'john@example.go.tz',
    ])
    const text = box.to('john')[0]?.mail.text ?? ''
    expect(box.to('john')[0]?.mail.subject).toBe('[INFO] Summary of 23 delayed alerts')
    expect(text).toContain('Still open (13):')
    expect(text).toContain('Cleared meanwhile (10):')
    expect(box.to('asha')[0]?.mail.subject).toBe(
      '[TAARIFA] Muhtasari wa tahadhari 23 zilizochelewa',
    )
    expect(box.to('john')[0]?.raw.length).toBeLessThan(20_000)
    expect((await scene.notifier.stats()).waiting).toBe(0)

    await scene.report('pc20', full(10, '/srv'))
    await scene.advance(2 * minute, minute)
    expect(box.to('john')).toHaveLength(2)
    expect(box.to('john')[1]?.mail.inReplyTo).toBe(box.to('john')[0]?.mail.messageId)
  })
  it('for an hour delays each mail and changes nothing else', async () => {
    const { scene, port } = await begun()
    await box?.close()
    await scene.report('pc1', full(96, '/srv'))
    await scene.report('pc2', full(96, '/srv'))
    await scene.advance(hour, 5 * minute)
    box = await mailbox({ port })
    await scene.advance(15 * minute, minute)
    expect(box.mails.map(({ mail }) => String(mail.subject)).sort()).toEqual([
      '[CRITICAL] Computer PC1: disk /srv almost full',
      '[CRITICAL] Computer PC2: disk /srv almost full',
    ])
  })
  it('is waited for longer and longer, at most ten minutes, with jitter', async () => {
    let tried = 0
    const { scene } = await begun({
      refuse: (step) => {
        if (step === 'MAIL') tried++
        return undefined
      },
      options: {
        onConnect: (_, done) => done(Object.assign(new Error('no'), { responseCode: 421 })),
      },
    })
    await scene.report('pc1', full(96, '/srv'))
    await scene.advance(6 * hour, minute)
    expect(tried).toBe(0)
    const [mail] = await scene.alerts.outbox(1)
    // Doubling from 15 s to 10 min: about 6 tries, then one every 10 minutes.
    expect(mail?.tries).toBeGreaterThan(30)
    expect(mail?.tries).toBeLessThan(50)
    expect(mail?.nextTryMs).toBeLessThanOrEqual(scene.clock.now() + 12 * minute)
  })
  it('gives a mail up after 72 hours and says so', async () => {
    const { scene } = await begun()
    await box?.close()
    await scene.report('pc1', full(96, '/srv'))
    await scene.jump(scene.clock.now() + 71 * hour)
    expect((await scene.alerts.outbox(1))[0]?.state).toBe('waiting')
    await scene.jump(scene.clock.now() + 3 * hour)
    const failed = (await scene.alerts.outbox(10)).filter((one) => one.state === 'failed')
    expect(failed[0]?.lastError).toContain('72 hours')
  })
})

describe('a server that refuses', () => {
  it('for the moment is asked again for that mail alone', async () => {
    let busy = 2
    const { scene } = await begun(
      {
        refuse: (step, address) =>
          step === 'RCPT' && address.startsWith('john') && busy-- > 0
            ? { code: 451, text: '4.7.1 Greylisted' }
            : undefined,
      },
      [reader('john'), reader('asha')],
    )
    await scene.report('pc1', full(96, '/srv'))
    expect(box?.mails.map((one) => one.to)).toEqual(['asha@example.go.tz'])
    await scene.advance(10 * minute, minute)
    expect(box?.to('john')).toHaveLength(1)
  })
  it('to relay keeps the mail until the settings are mended', async () => {
    let mended = false
    const { scene } = await begun({
      refuse: (step) =>
        step === 'RCPT' && !mended ? { code: 554, text: '5.7.1 Relay access denied' } : undefined,
    })
    await scene.report('pc1', full(96, '/srv'))
    expect((await scene.alerts.outbox(1))[0]).toMatchObject({
      state: 'waiting',
      lastError: '554 5.7.1 Relay access denied'.replace(/^/, 'relay_denied: '),
    })
    mended = true
    scene.notifier.settingsChanged()
    await scene.settled()
    await scene.advance(20 * minute, minute)
    expect(box?.to('john')).toHaveLength(1)
  })
  it('without mail settings nothing is lost', async () => {
    const { scene } = await begun()
    const smtp = box?.settings
    await scene.db.deleteFrom('office_setting').where('key', '=', 'smtp').execute()
    await scene.report('pc1', full(96, '/srv'))
    await scene.advance(10 * minute, minute)
    expect(box?.mails).toHaveLength(0)
    if (smtp) await scene.settings.setSmtp(smtp)
    scene.notifier.settingsChanged()
    await scene.settled()
    expect(box?.mails).toHaveLength(1)
  })
})

describe('a port that takes connections and says nothing', () => {
  it('does not hold the engine up', async () => {
    const mute = createServer()
    await new Promise<void>((resolve) => void mute.listen(0, '127.0.0.1', resolve))
    const { scene } = await begun()
    const { port } = mute.address() as AddressInfo
    if (box) await scene.settings.setSmtp({ ...box.settings, port })
    const sockets: { destroy(): void }[] = []
    mute.on('connection', (socket) => sockets.push(socket))
    const connected = new Promise((resolve) => mute.once('connection', resolve))
    scene.engine.offer(
      scene.store.append(
        (await import('../../support/timeline-store.ts')).packed([
          scene.row('pc1', full(96, '/srv'), scene.clock.now()),
        ]),
        scene.clock.now(),
      ),
    )
    await scene.engine.idle()
    await connected
    expect(await scene.alerts.open()).toHaveLength(1)
    for (const socket of sockets) socket.destroy()
    await scene.notifier.idle()
    expect((await scene.alerts.outbox(1))[0]?.state).toBe('waiting')
    mute.close()
  })
})
