import { afterEach, describe, expect, it } from 'vitest'
import { sendTestMail } from '../../../collector/notify/channels/mail/test-mail.ts'
import { explainFailure } from '../../../collector/notify/channels/mail/smtp-error.ts'
import { alertTexts } from '../../../config/locales/alert-languages.ts'
import { zone } from '../../support/alert-scene.ts'
import { mailbox, type Mailbox, type Mood } from '../../support/mailbox.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const parts = { clock: new VirtualClock(), zone }
let box: Mailbox | undefined
afterEach(async () => {
  await box?.close()
  box = undefined
})
async function tried(mood: Mood, more: Partial<Mailbox['settings']> = {}) {
  box = await mailbox(mood)
  return sendTestMail({ ...box.settings, ...more }, 'asha@example.go.tz', 'sw', parts)
}
const login: Mood = {
  options: {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'mlinzi' && password === 'right'
        ? done(null, { user: username })
        : done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 })),
  },
}

describe('the test mail', () => {
  it('is delivered in the officer’s language', async () => {
    const result = await tried({})
    expect(result).toMatchObject({ delivered: true, explanation: 'delivered' })
    expect(result.answer).toMatch(/^250/)
    expect(box?.mails[0]?.mail.subject).toContain('majaribio')
    expect(box?.mails[0]?.mail.text).toMatch(/saa \d\d:\d\d \(saa /)
  })
  it('logs in where it must', async () => {
    expect((await tried(login, { user: 'mlinzi', password: 'right' })).delivered).toBe(true)
  })
  it.each<[string, Mood, Partial<Mailbox['settings']>, string]>([
    ['a wrong password', login, { user: 'mlinzi', password: 'wrong' }, 'wrong_password'],
    ['a missing login', login, {}, 'login_required'],
    [
      'a server without STARTTLS',
      { options: { disabledCommands: ['STARTTLS'] } },
      { security: 'starttls' },
      'tls_refused',
    ],
    ['a server without TLS', {}, { security: 'tls' }, 'tls_refused'],
    [
      'a relay that is denied',
      {
        refuse: (step) =>
          step === 'RCPT' ? { code: 554, text: '5.7.1 Relay access denied' } : undefined,
      },
      {},
      'relay_denied',
    ],
    [
      'an unknown recipient',
      {
        refuse: (step) => (step === 'RCPT' ? { code: 550, text: '5.1.1 User unknown' } : undefined),
      },
      {},
      'unknown_recipient',
    ],
    [
      'a refused sender',
      {
        refuse: (step) =>
          step === 'MAIL' ? { code: 553, text: '5.7.1 Sender not owned' } : undefined,
      },
      {},
      'sender_refused',
    ],
    [
      'a refused message',
      {
        refuse: (step) =>
          step === 'DATA' ? { code: 554, text: '5.7.1 Looks like spam' } : undefined,
      },
      {},
      'rejected',
    ],
    [
      'a busy server',
      { refuse: (step) => (step === 'DATA' ? { code: 451, text: '4.3.0 Later' } : undefined) },
      {},
      'later',
    ],
    ['a name that does not exist', {}, { host: 'smtp.invalid' }, 'name_not_found'],
  ])('explains %s', async (_, mood, settings, explanation) => {
    const result = await tried(mood, settings)
    expect(result).toMatchObject({ delivered: false, explanation })
    expect(result.answer.length).toBeGreaterThan(5)
    for (const language of ['sw', 'en'] as const) {
      expect(alertTexts[language].delivery).toHaveProperty(explanation)
    }
  })
  it('explains a port where nobody listens', async () => {
    const gone = await mailbox()
    await gone.close()
    const result = await sendTestMail(gone.settings, 'asha@example.go.tz', 'en', parts)
    expect(result).toMatchObject({ delivered: false, explanation: 'unreachable' })
  })
  it.each(['starttls', 'tls'] as const)(
    'explains a certificate that is not trusted (%s)',
    async (security) => {
      // The server's own certificate is signed by itself.
      const result = await tried(
        { options: { secure: security === 'tls', hideSTARTTLS: false } },
        { security },
      )
      expect(result).toMatchObject({ delivered: false, explanation: 'certificate' })
    },
  )
  it('survives whatever is thrown', () => {
    for (const thing of [undefined, null, 'text', 7, {}, new Error('x'), { responseCode: 999 }]) {
      expect(explainFailure(thing).answer.length).toBeLessThanOrEqual(500)
    }
  })
})
