/** Whether points would be taken: asked with a comment, which is line protocol without a point. */
import { reason, type Ask, type Finding } from './finding.ts'
import { writeUrl, type OutletSettings } from './settings.ts'

const comment = '# mlinzi influx check'

export async function checkWriting(settings: OutletSettings, ask: Ask): Promise<Finding> {
  const path = writeUrl(settings, 'full').slice(settings.url.length)
  const answer = await ask('POST', path, comment)
  // Some call it a bad request that there is no point in it; by then they have let us in.
  const isLetIn = answer.status === 400 || (answer.status >= 200 && answer.status < 300)
  if (isLetIn) return { state: 'good', text: 'writingGood', name: '' }
  const why = reason(answer)
  return { state: 'missing', text: 'writingRefused', name: '', why, ...mending(settings) }
}

function mending({ flavour, user, database, organisation }: OutletSettings): {
  readonly command?: string
} {
  if (flavour === 'influxdb-1' && user !== '') {
    return { command: `influx -execute 'GRANT ALL ON "${database}" TO "${user}"'` }
  }
  if (flavour === 'influxdb-2') {
    const command = `influx auth create --org '${organisation}' --description mlinzi --read-buckets --write-buckets`
    return { command }
  }
  return flavour === 'influxdb-3' ? { command: 'influxdb3 create token --admin' } : {}
}
