/**
 * Watches the watchman: on a computer that was named for it, tells by SMS when the collector was not
 * reached for half an hour, once for each outage, and again when it is back. Loaded only where
 * agent.yaml names telephones.
 */
import type { DeadManConfig } from '../config/agent-defaults.ts'
import { fill, type TextValues } from '../config/locales/alert-format.ts'
import { deadManTexts } from '../config/locales/dead-man-texts.ts'
import { zoneReader } from '../config/office-time.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { sendSms, type Sms, type SmsGateway } from '../lib/sms/gateway.ts'
import { oneMessage } from '../lib/sms/gsm7.ts'
import type { SmsOutcome } from '../lib/sms/outcome.ts'

export interface DeadManOptions {
  readonly config: DeadManConfig
  readonly hostName: () => string
  readonly connected: () => boolean
  readonly clock: Clock
  readonly log: Log
  readonly send?: (gateway: SmsGateway, sms: Sms) => Promise<SmsOutcome>
}
interface Outage {
  readonly sinceMs: number
  /** Telephones that know. */
  readonly told: Set<string>
}

const lookEveryMs = 60_000
const retryEveryMs = 300_000
const minuteMs = 60_000

export class DeadMan {
  readonly #options: DeadManOptions
  readonly #stop = new AbortController()
  /** By the clock that nobody sets, and by the wall's, for the text. */
  #heard: { readonly monotonicMs: number; readonly wallMs: number }
  #outage: Outage | undefined
  #triedMs = -Infinity

  constructor(options: DeadManOptions) {
    this.#options = options
    this.#heard = this.#now()
  }
  /** Resolves after `stop`. */
  async run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await this.look()
      await this.#options.clock.sleep(lookEveryMs, signal).catch(() => undefined)
    }
  }
  stop(): void {
    this.#stop.abort(new Error('The agent stops'))
  }
  /** This computer slept: that nothing was heard meanwhile means nothing. */
  awake(): void {
    if (!this.#outage) this.#heard = this.#now()
  }
  /** Never rejects. */
  async look(): Promise<void> {
    const { connected, config } = this.#options
    const now = this.#now()
    if (connected()) {
      this.#heard = now
      await this.#back(now.wallMs)
      return
    }
    if (now.monotonicMs - this.#heard.monotonicMs < config.afterMinutes * minuteMs) return
    this.#outage ??= { sinceMs: this.#heard.wallMs, told: new Set() }
    if (now.monotonicMs - this.#triedMs < retryEveryMs) return
    this.#triedMs = now.monotonicMs
    const { told, sinceMs } = this.#outage
    const text = this.#text('silent', { since: sinceMs / 1000 })
    for (const phone of config.phones.filter((one) => !told.has(one)))
      if (await this.#tell(phone, text, `silent-${sinceMs}`)) told.add(phone)
  }
  /** Whoever heard of the silence hears of its end, tried once. */
  async #back(wallMs: number): Promise<void> {
    const outage = this.#outage
    if (!outage) return
    this.#outage = undefined
    this.#triedMs = -Infinity
    const lasted = (wallMs - outage.sinceMs) / 1000
    const text = this.#text('back', { now: wallMs / 1000, lasted })
    for (const phone of outage.told) await this.#tell(phone, text, `back-${outage.sinceMs}`)
  }
  async #tell(phone: string, text: string, key: string): Promise<boolean> {
    const { config, log, send = sendSms } = this.#options
    const outcome = await send(config.sms, { to: phone, text, key: `${key}-${phone}` })
    const { answer } = outcome
    if (outcome.type === 'taken') log.warn({}, 'Told by SMS about the collector')
    else log.error({ answer }, 'The SMS about the collector did not go out')
    // A number that is refused stays refused; telling the others matters more.
    return outcome.type === 'taken' || (outcome.type === 'refused' && outcome.why === 'number')
  }
  #text(key: keyof (typeof deadManTexts)['sw'], values: TextValues): string {
    const { config, hostName } = this.#options
    const { language, zone } = config
    const formatting = { language, local: zoneReader(zone) }
    const host = hostName().slice(0, 30)
    return oneMessage(fill(deadManTexts[language][key], { ...values, host }, formatting))
  }
  #now() {
    const { clock } = this.#options
    return { monotonicMs: clock.monotonic(), wallMs: clock.now() }
  }
}
