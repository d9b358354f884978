/** Which database the series go to, and what its parts are called. */
import type { InfluxFlavour } from '../../config/locales/influx-check-texts.ts'
import type { Tier } from '../model.ts'

export interface OutletSettings {
  readonly flavour: InfluxFlavour
  /** Without a slash at its end. */
  readonly url: string
  /** Database; for 2.x and 3.x the first part of the buckets' names. */
  readonly database: string
  /** 2.x only. */
  readonly organisation: string
  /** 1.x only; empty: none is asked for. */
  readonly user: string
  /** Password (1.x) or token; empty: none is asked for. */
  readonly secret: string
  readonly batchPointsMax: number
  /** An answer that takes longer counts as none. */
  readonly timeoutMs: number
}

/** Retention policies of 1.x; second part of the buckets' names elsewhere. */
export const tierNames: Readonly<Record<Tier, string>> = { full: 'full', m5: '5m', h1: '1h' }

export function bucketOf({ database }: OutletSettings, tier: Tier): string {
  return `${database}/${tierNames[tier]}`
}

/** VictoriaMetrics keeps numbers alone, and one resolution. */
export function keepsTexts({ flavour }: OutletSettings): boolean {
  return flavour !== 'victoria-metrics'
}
export function keepsRollups({ flavour }: OutletSettings): boolean {
  return flavour !== 'victoria-metrics'
}

export function writeUrl(settings: OutletSettings, tier: Tier): string {
  const { flavour, url, database, organisation } = settings
  const bucket = encodeURIComponent(bucketOf(settings, tier))
  if (flavour === 'influxdb-1') {
    return `${url}/write?db=${encodeURIComponent(database)}&rp=${tierNames[tier]}&precision=ns`
  }
  if (flavour === 'influxdb-2') {
    return `${url}/api/v2/write?org=${encodeURIComponent(organisation)}&bucket=${bucket}&precision=ns`
  }
  if (flavour === 'influxdb-3') return `${url}/api/v2/write?bucket=${bucket}&precision=ns`
  return `${url}/write?precision=ns`
}

/** InfluxQL, which 1.x, 2.x (by a DBRP mapping) and 3.x take at the same address. */
export function queryUrl(settings: OutletSettings, query: string, tier?: Tier): string {
  const policy = tier === undefined ? '' : `&rp=${tierNames[tier]}`
  const database = encodeURIComponent(settings.database)
  return `${settings.url}/query?db=${database}${policy}&epoch=ms&q=${encodeURIComponent(query)}`
}

export function authorization({
  flavour,
  user,
  secret,
}: OutletSettings): Readonly<Record<string, string>> {
  if (secret === '' && user === '') return {}
  if (flavour === 'influxdb-2') return { authorization: `Token ${secret}` }
  if (flavour === 'influxdb-3' || user === '') return { authorization: `Bearer ${secret}` }
  return { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` }
}
