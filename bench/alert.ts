/** From a reading on the collector's socket to its mail at a real SMTP server. */
import { once } from 'node:events'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { Repositories } from '../collector/repositories.ts'
import { systemClock } from '../lib/system-clock.ts'
import { councilOf } from '../scripts/swarm/council.ts'
import { benchHome } from './fleet/bench-home.ts'
import { CollectorProcess } from './fleet/collector-process.ts'
import { Swarm } from './fleet/swarm.ts'
import type { Connected, Heated } from './fleet/swarm-messages.ts'
import type { BenchRow } from './rows.ts'
import { size } from './scale.ts'
import { median, quantile } from './statistics.ts'

const alerts = size('ALERTS', 200, 40)
const everyMs = 250
const lastWithinMs = 30_000
const rules = `
- id: bench-heat
  kind: threshold
  select: { measurement: temp }
  object: [sensor]
  critical:
    when: { field: temp, above: 95 }
    clear: { field: temp, below: 80 }
`

interface Mail {
  readonly text: string
  /** Wall time at which the server had the whole mail. */
  readonly atMs: number
}

/** One hot computer after the other; each has one mail, and the time from its reading to it. */
export async function alertBench(): Promise<BenchRow[]> {
  const mails: Mail[] = []
  const smtp = await startSmtp(mails)
  const home = await benchHome({
    hosts: councilOf(alerts),
    rules,
    prepare: (repositories) => prepareMail(repositories, smtp.port),
  })
  const collector = await CollectorProcess.start(home.root)
  const swarm = await Swarm.start(home, 0, alerts)
  try {
    await swarm.ask<Connected>({ type: 'connect' }, 'connected')
    const heated: Heated[] = []
    for (let agent = 0; agent < alerts; agent++) {
      heated.push(await swarm.ask<Heated>({ type: 'heat', agent, celsius: 99 }, 'heated'))
      await systemClock.sleep(everyMs)
    }
    const untilMs = systemClock.monotonic() + lastWithinMs
    while (mails.length < alerts && systemClock.monotonic() < untilMs) await systemClock.sleep(100)
    const times = heated.map(({ name, sentMs }) => {
      const mail = mails.find(({ text }) => text.includes(name))
      return mail ? mail.atMs - sentMs : Infinity
    })
    return [
      {
        name: 'alert, reading at the collector to SMTP, p99',
        value: quantile(times, 0.99),
        unit: 'ms',
      },
      { name: 'alert, reading at the collector to SMTP, median', value: median(times), unit: 'ms' },
      { name: 'alert, mails that came', value: mails.length, unit: `of ${alerts}` },
    ]
  } finally {
    await swarm.stop()
    await collector.stop()
    home.remove()
    smtp.close()
  }
}

async function prepareMail({ office }: Repositories, port: number): Promise<void> {
  const from = 'Mlinzi <mlinzi@example.go.tz>'
  await office.setSmtp({ host: '127.0.0.1', port, security: 'none', user: '', password: '', from })
  await office.saveRecipient({
    id: 'officer',
    name: 'Officer',
    address: 'officer@example.go.tz',
    language: 'en',
    severityMin: 'info',
    siteId: null,
    departmentId: null,
  })
}

async function startSmtp(mails: Mail[]): Promise<{ readonly port: number; close(): void }> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const atMs = systemClock.now()
        done()
        void simpleParser(Buffer.concat(chunks)).then(({ subject, text }) =>
          mails.push({ text: `${subject}\n${text}`, atMs }),
        )
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (typeof address !== 'object' || address === null)
    throw new Error('The mail server has no port')
  return { port: address.port, close: () => server.close() }
}
