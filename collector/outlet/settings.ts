/** Which database the series go to, and what its parts are called. */
import type { InfluxFlavour } from '../../config/locales/influx-check-texts.ts'
import type { Tier } from '../model/store.ts'

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
  /** Days for which the database is made to keep each series; 0 or left out: for ever. */
  readonly kept?: KeptDays
}
/** Days for which each series is kept; 0: for ever. */
export type KeptDays = Readonly<Record<Tier, number>>

/** Retention policies of 1.x; second part of the buckets' names elsewhere. */
export const tierNames: Readonly<Record<Tier, string>> = { full: 'full', m5: '5m', h1: '1h' }

/**
 * Days whose points lie in one set of files. Every field of every series costs some 200 bytes in each
 * of them, which short ones pay again and again; what is past keeping goes with its whole set.
 */
export const shardDays: Readonly<Record<Tier, number>> = { full: 1, m5: 7, h1: 91 }

/**
 * Bucket of 2.x, database of 3.x. 3.x makes no database with a slash in its name, though it would
 * write to one (validate_db_name in its http.rs).
 */
export function bucketOf({ flavour, database }: OutletSettings, tier: Tier): string {
  return `${database}${flavour === 'influxdb-3' ? '_' : '/'}${tierNames[tier]}`
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
export function queryUrl(settings: OutletSettings, query: string, tier: Tier): string {
  // 3.x knows no policies in an address: the database is the one of that series.
  const [database, policy] =
    settings.flavour === 'influxdb-3'
      ? [bucketOf(settings, tier), '']
      : [settings.database, `&rp=${tierNames[tier]}`]
  const asked = `db=${encodeURIComponent(database)}${policy}&epoch=ms`
  return `${settings.url}/query?${asked}&q=${encodeURIComponent(query)}`
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
