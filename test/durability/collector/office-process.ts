/**
 * The collector as it ships, but for the console: gateway with TLS, ingest, store, alert engine and
 * state, in a process of its own, so that it can be killed (bundled first). Says on one line of
 * JSON where it is and, without a port given, a token to enrol with; then lives until killed.
 * Arguments: home, mode (unused), port.
 */
import { startCollector } from '../../../collector/collector.ts'
import { collectorHome } from '../../../collector/home.ts'
import { formatEnrolmentToken } from '../../../contract/wire/enrolment-token.ts'
import { systemClock } from '../../../lib/system-clock.ts'

const [home = '', , port = '0'] = process.argv.slice(2)
const places = collectorHome(home)
const quiet = (): void => undefined
const complain = (fields: object, sentence: string): void => console.error(sentence, fields)

const { stages, port: boundPort } = await startCollector({
  home: places,
  address: '127.0.0.1',
  port: Number(port),
  names: [],
  collectors: [],
  retention: { full: 14, m5: 400, h1: 1825 },
  backup: { folder: places.backups, keep: 1 },
  rules: [],
  clock: systemClock,
  log: { debug: quiet, info: quiet, warn: quiet, error: complain },
  storeWorkerUrl: new URL('./worker.mjs', import.meta.url),
  requestListener: async () => (_request, response) => response.end(),
})

async function token(): Promise<string> {
  const { id, secret } = await stages.repositories.enrolment.createToken({
    expiresAtMs: systemClock.now() + 3_600_000,
    usesLeft: 10,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    autoApprove: true,
    note: '',
  })
  const { fingerprint } = stages.authority
  return formatEnrolmentToken({ addresses: [`127.0.0.1:${boundPort}`], fingerprint, id, secret })
}
console.log(JSON.stringify({ port: boundPort, token: port === '0' ? await token() : '' }))
