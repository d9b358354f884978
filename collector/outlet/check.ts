/**
 * What the database must have: made where the credentials allow it, else explained with the command
 * to give. 1.x was tried (1.6.7); 2.x and 3.x by their documentation.
 */
import type { Clock } from '../../lib/clock.ts'
import { checkInflux1 } from './check-influx-1.ts'
import { checkInflux2 } from './check-influx-2.ts'
import { checkInflux3 } from './check-influx-3.ts'
import { checkVictoria } from './check-victoria.ts'
import { checkWriting } from './check-writing.ts'
import { reason, type Ask, type Finding } from './finding.ts'
import { exchange } from './post.ts'
import type { KeptDays, OutletSettings } from './settings.ts'

const forEver: KeptDays = { full: 0, m5: 0, h1: 0 }

export async function checkDatabase(
  settings: OutletSettings,
  clock: Clock,
): Promise<readonly Finding[]> {
  const signal = new AbortController().signal
  const ask: Ask = (method, path, body) => {
    const headers = { 'content-type': contentType(body) }
    const init = body === undefined ? { method } : { method, body, headers }
    return exchange(settings, settings.url + path, init, clock, signal)
  }
  const ping = await ask('GET', settings.flavour === 'influxdb-1' ? '/ping' : '/health')
  // 3.x asks for a token even for its health.
  if (ping.status === 0 || (ping.status >= 400 && ping.status !== 401)) {
    const why = reason(ping)
    return [{ state: 'missing', text: 'addressSilent', name: settings.url, why }]
  }
  const alive: Finding = { state: 'good', text: 'addressAnswers', name: settings.url }
  const findings = [alive, ...(await checkParts(settings, settings.kept ?? forEver, ask))]
  // What is not there cannot be written to.
  if (findings.some(({ state }) => state === 'missing')) return findings
  return [...findings, await checkWriting(settings, ask)]
}

async function checkParts(
  settings: OutletSettings,
  kept: KeptDays,
  ask: Ask,
): Promise<readonly Finding[]> {
  switch (settings.flavour) {
    case 'influxdb-1':
      return checkInflux1(settings, kept, ask)
    case 'influxdb-2':
      return checkInflux2(settings, kept, ask)
    case 'influxdb-3':
      return checkInflux3(settings, kept, ask)
    case 'victoria-metrics':
      return checkVictoria(kept, ask)
  }
}

function contentType(body: string | undefined): string {
  if (body?.startsWith('#')) return 'text/plain; charset=utf-8'
  return body?.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
}
