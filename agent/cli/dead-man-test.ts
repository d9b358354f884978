/** `mlinzi agent dead-man`: whether the SMS about a silent collector would arrive. */
import { fill } from '../../config/locales/alert-format.ts'
import { deadManTexts } from '../../config/locales/dead-man-texts.ts'
import { zoneReader } from '../../config/office-time.ts'
import { sendSms } from '../../lib/sms/gateway.ts'
import { oneMessage } from '../../lib/sms/gsm7.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host/host.ts'
import { loadAgentConfig } from '../load-config.ts'
import type { CommandOutput } from './output.ts'

/** Sends one test SMS to each telephone of agent.yaml. @throws ConfigError. */
export async function testDeadMan(
  host: Host,
  file: string,
  output: CommandOutput,
): Promise<number> {
  const { deadMan } = await loadAgentConfig(host, file)
  if (deadMan.phones.length === 0) {
    output.printError(
      `${file} names no telephones under deadMan: this computer does not watch the collector.\n`,
    )
    return exitCodes.usage
  }
  const nowMs = systemClock.now()
  const formatting = { language: deadMan.language, local: zoneReader(deadMan.zone) }
  const values = { host: host.facts().hostname.slice(0, 30), now: nowMs / 1000 }
  const text = oneMessage(fill(deadManTexts[deadMan.language].test, values, formatting))
  let failed = false
  for (const phone of deadMan.phones) {
    const outcome = await sendSms(deadMan.sms, { to: phone, text, key: `test-${nowMs}-${phone}` })
    const good = outcome.type === 'taken'
    failed ||= !good
    output.print(
      `${good ? 'good  ' : 'FAILED'} ${phone}: ${good ? '' : `${outcome.why}: `}${outcome.answer}\n`,
    )
  }
  return failed ? exitCodes.failed : exitCodes.ok
}
