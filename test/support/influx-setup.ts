/**
 * What is set up in InfluxDB 2.x and 3.x (buckets, DBRP mappings, databases), by their documented
 * HTTP contracts: strict about tokens, addresses and bodies.
 */
import { InfluxRecorder, type RecordedRequest, type Reply } from './influx-recorder.ts'

interface Bucket {
  readonly id: string
  readonly name: string
  readonly retentionRules: readonly { readonly everySeconds: number }[]
}
interface Mapping {
  readonly database: string
  readonly retention_policy: string
  readonly bucketID: string
  readonly default: boolean
}
export interface Setup2 {
  readonly recorder: InfluxRecorder
  readonly buckets: Bucket[]
  readonly mappings: Mapping[]
  /** What the token may: all of it, or write points alone. */
  may: 'all' | 'write' | 'read'
}

const organisation = { id: '0a1b2c3d4e5f6071', name: 'office' }
const forbidden: Reply = {
  status: 403,
  body: { code: 'forbidden', message: 'insufficient permissions' },
}

/** https://docs.influxdata.com/influxdb/v2/api/ */
export function influx2Setup(): Setup2 {
  const setup: Setup2 = {
    recorder: new InfluxRecorder((request) => answer(request)),
    buckets: [],
    mappings: [],
    may: 'all',
  }
  const answer = (request: RecordedRequest): Reply | undefined => {
    const { method, path, query, headers } = request
    if (path === '/health') return { status: 200, body: { name: 'influxdb', status: 'pass' } }
    if (headers.authorization !== 'Token secret') {
      return { status: 401, body: { code: 'unauthorized', message: 'unauthorized access' } }
    }
    if (path === '/api/v2/write') return setup.may === 'read' ? forbidden : write2(request, setup)
    if (path === '/api/v2/orgs') {
      const orgs = query.get('org') === organisation.name ? [organisation] : []
      return { status: 200, body: { orgs } }
    }
    if (path === '/api/v2/buckets') {
      return method === 'GET' ? listBuckets(request, setup) : makeBucket(request, setup)
    }
    if (path === '/api/v2/dbrps') {
      return method === 'GET' ? listMappings(request, setup) : makeMapping(request, setup)
    }
    return undefined
  }
  return setup
}
function write2({ query, body }: RecordedRequest, { buckets }: Setup2): Reply {
  if (!buckets.some(({ name }) => name === query.get('bucket'))) {
    return { status: 404, body: { code: 'not found', message: 'bucket not found' } }
  }
  return body.startsWith('#') ? { status: 204 } : { status: 400, body: { code: 'invalid' } }
}
function listBuckets({ query }: RecordedRequest, { buckets }: Setup2): Reply {
  if (query.get('orgID') !== organisation.id) return { status: 400, body: { code: 'invalid' } }
  return {
    status: 200,
    body: { buckets: buckets.filter(({ name }) => name === query.get('name')) },
  }
}
function makeBucket({ body, headers }: RecordedRequest, setup: Setup2): Reply {
  if (setup.may !== 'all') return forbidden
  const asked = JSON.parse(body) as { orgID: string } & Omit<Bucket, 'id'>
  if (asked.orgID !== organisation.id || headers['content-type'] !== 'application/json') {
    return { status: 400, body: { code: 'invalid' } }
  }
  const { name, retentionRules } = asked
  const made = { id: `b${setup.buckets.length}`, name, retentionRules }
  setup.buckets.push(made)
  return { status: 201, body: made }
}
function listMappings({ query }: RecordedRequest, { mappings }: Setup2): Reply {
  const content = mappings.filter(
    (one) => one.database === query.get('db') && one.retention_policy === query.get('rp'),
  )
  return { status: 200, body: { content } }
}
function makeMapping({ body }: RecordedRequest, setup: Setup2): Reply {
  if (setup.may !== 'all') return forbidden
  const asked = JSON.parse(body) as Mapping
  if (!setup.buckets.some(({ id }) => id === asked.bucketID)) return { status: 404 }
  setup.mappings.push(asked)
  return { status: 201, body: { id: 'd', ...asked } }
}

export interface Setup3 {
  readonly recorder: InfluxRecorder
  readonly databases: Map<string, string | undefined>
}

/** https://docs.influxdata.com/influxdb3/core/api/ */
export function influx3Setup(token = 'secret'): Setup3 {
  const databases = new Map<string, string | undefined>()
  const recorder = new InfluxRecorder(({ method, path, query, headers, body }) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401 }
    if (path === '/health') return { status: 200 }
    if (path === '/api/v2/write') {
      return { status: databases.has(query.get('bucket') ?? '') ? 204 : 404 }
    }
    if (path !== '/api/v3/configure/database') return undefined
    if (method === 'GET') {
      if (query.get('format') !== 'json') return { status: 400 }
      return { status: 200, body: [...databases.keys()].map((name) => ({ 'iox::database': name })) }
    }
    const { db, retention_period: period } = JSON.parse(body) as {
      db: string
      retention_period?: string
    }
    // A slash is written to, but no database is made with it.
    if (!/^[A-Za-z0-9][\w-]*$/.test(db)) return { status: 400 }
    databases.set(db, period)
    return { status: 200 }
  })
  return { recorder, databases }
}
