/** Section `services`: Win32_Service, whose State and StartMode are English on every system. */
import { fieldsOf, listOf, numberOf, textOf } from '../parts/narrow.ts'
import type { ServiceState } from './service-state.ts'

const servicesMax = 2000
/** Watched wherever they are installed: printing, time, network, logs, databases, web servers. */
const wellKnown =
  /^(?:Spooler|W32Time|EventLog|Dhcp|Dnscache|LanmanServer|LanmanWorkstation|Schedule|wuauserv|MSSQLSERVER|MSSQL\$.{1,64}|SQLSERVERAGENT|MySQL\d*|MariaDB|postgresql.{0,64}|OracleService.{1,64}|W3SVC|Tomcat\d+|DNS|NTDS|DHCPServer)$/i
/** Started when somebody needs them: that they rest is no trouble. */
const onDemand = /^(?:W32Time|wuauserv)$/i

/** By the name as the office writes it. Undefined: this is no list of services. */
export function parseWindowsServices(
  section: unknown,
  watch: readonly string[],
): ReadonlyMap<string, ServiceState> | undefined {
  const services = listOf(section, servicesMax).map(fieldsOf)
  const byName = new Map(
    services.flatMap((one) => {
      const name = textOf(one['n'] ?? one['Name'])
      return name === undefined
        ? []
        : [[name.toLowerCase(), { name, state: stateOf(one) }] as const]
    }),
  )
  if (byName.size === 0) return undefined
  const known = [...byName.values()].filter(
    ({ name, state }) => wellKnown.test(name) && !(onDemand.test(name) && state === 'stopped'),
  )
  const named = watch.map((name): [string, ServiceState] => [
    name,
    byName.get(name.toLowerCase())?.state ?? 'absent',
  ])
  return new Map([...known.map(({ name, state }) => [name, state] as const), ...named])
}

function stateOf(one: ReturnType<typeof fieldsOf>): ServiceState {
  const state = textOf(one['state'])
  if (state === 'Running' || state === 'Start Pending' || state === 'Continue Pending') {
    return 'running'
  }
  if (state !== 'Stopped' && state !== 'Stop Pending' && !state?.startsWith('Pause')) {
    return 'unknown'
  }
  if (one['start'] === 'Disabled') return 'disabled'
  // 1077: it was not started since the last start of the system, because nobody needed it.
  const exit = numberOf(one['exit']) ?? 0
  const failed = one['start'] === 'Auto' && exit !== 0 && exit !== 1077
  return failed ? 'failed' : 'stopped'
}
