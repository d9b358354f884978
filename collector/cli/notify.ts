/** `mlinzi notify …`: whether messages reach anybody, from the command line. */
import { Command } from 'commander'
import { alertTexts } from '../../config/locales/alert-languages.ts'
import { isDeliveryKey } from '../../config/locales/alert-texts.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { MailTestResult } from '../model/alerts.ts'
import { sendTestMail } from '../notify/channels/mail/test-mail.ts'
import { testChannel } from '../notify/test-message.ts'
import type { Repositories } from '../repositories.ts'

type WithRepositories = (work: (repositories: Repositories) => Promise<void>) => Promise<void>
interface TestOptions {
  readonly channel?: string
  readonly to?: string
}

export function notifyCommands(withRepositories: WithRepositories): Command {
  const notify = new Command('notify').description('Mail, SMS and the other ways of telling')
  notify
    .command('test')
    .description('Send a test message through each channel that is set, or one of them')
    .option('--channel <name>', 'mail, sms, or the name of a channel')
    .option('--to <address>', 'mail address or telephone number; default: each recipient’s own')
    .action((options: TestOptions) =>
      withRepositories(async (repositories) => {
        if (!(await test(repositories, options))) process.exitCode = 1
      }),
    )
  return notify
}

/** False: something was not delivered, or there was nothing to try. */
async function test(
  { office, channels }: Repositories,
  { channel: only, to }: TestOptions,
): Promise<boolean> {
  const organisation = await office.organisation()
  const { zone } = await office.calendar()
  const { language } = organisation
  const people = (await office.recipients()).filter(({ route }) => route?.part !== 'feed')
  const results: boolean[] = []
  const wanted = (...names: readonly string[]): boolean =>
    only === undefined || names.includes(only)
  const smtp = await office.smtp()
  if (smtp && wanted('mail')) {
    for (const address of to?.includes('@') ? [to] : people.map((one) => one.address)) {
      const result = await sendTestMail(smtp, address, language, { clock: systemClock, zone })
      results.push(print('mail', address, result, language))
    }
  }
  for (const record of await channels.all()) {
    if (!record.enabled || !wanted(record.id, record.name, record.kind)) continue
    const phones = people.flatMap(({ route }) => (route?.phone ? [route.phone] : []))
    const own = to === undefined || to.includes('@') ? phones : [to]
    for (const address of record.kind === 'sms' ? own : ['']) {
      const setting = { clock: systemClock, zone, organisation, language }
      const result = await testChannel(record, address, setting)
      results.push(print(record.name, address, result, language))
    }
  }
  if (results.length === 0)
    console.log('Nothing was tried: no such channel is set, or nobody has an address on it.')
  return results.length > 0 && results.every(Boolean)
}

function print(
  channel: string,
  to: string,
  { delivered, answer, explanation }: MailTestResult,
  language: keyof typeof alertTexts,
): boolean {
  const told = isDeliveryKey(explanation) ? alertTexts[language].delivery[explanation] : explanation
  console.log(`${delivered ? 'good  ' : 'FAILED'} ${channel} ${to}`.trimEnd())
  console.log(`       ${told}`)
  if (answer !== '') console.log(`       ${answer}`)
  return delivered
}
