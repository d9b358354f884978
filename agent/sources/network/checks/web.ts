/** Watches a page: still kept up to date? changed by somebody? certificate in order? */
import { createHash } from 'node:crypto'
import { constants, gunzipSync } from 'node:zlib'
import { webPage } from '../../../../contract/catalogue/families/web-page.ts'
import { x509Cert } from '../../../../contract/catalogue/families/x509-cert.ts'
import { reading, type FieldsOf, type Reading } from '../../../../contract/catalogue/grammar.ts'
import type { CheckOf } from '../../../../contract/wire/network.ts'
import type { KeptNote } from '../kept.ts'
import type { RunCheck } from '../task.ts'
import { deadline } from './dial.ts'
import { goodness } from './fault.ts'
import { BodyFault, type HttpAnswer } from './http-request.ts'
import { follow, httpFault, shownUrl } from './http.ts'
import { sketchOf, type Sketch } from './page-sketch.ts'
import { goOn, readStory, type Story, type Verdict } from './page-story.ts'
import { wordsOf } from './page-text.ts'
import { certificateFields } from './tls.ts'

type Check = CheckOf<'web'>
type Fields = FieldsOf<typeof webPage>
type Result = NonNullable<Fields['result']>

const bodyBytesMax = 1024 * 1024
const textBytesMax = 4 * 1024 * 1024
const redirectsMax = 5
const msPerDay = 86_400_000
/** A page that was modified just now, each time, is made anew for each visitor. */
const nowMs = 3_600_000

export const runWeb: RunCheck<'web'> = async (check, parts, { egress, memory, note }) => {
  const { clock } = parts
  const server = shownUrl(check.url)
  let certificate: Reading | undefined
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    const page = reading(webPage, { server, check: check.name }, { ...fields, fails })
    return certificate ? [page, certificate] : [page]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const limit = deadline(clock, check.timeoutMs, parts.signal)
  const beganMs = clock.monotonic()
  const about = aboutOf(check)
  const before = readStory(note.read(), about)
  const options = {
    bodyBytesMax,
    // An expired certificate is told beside it, and the page is looked at all the same.
    anyCertificate: true,
    headers: { 'accept-encoding': 'gzip', ...conditions(before) },
    onSecured: (socket: Parameters<typeof certificateFields>[0], name: string) => {
      const fields = certificateFields(socket, name, clock.now())
      const tags = { source: new URL(check.url).host, check: check.name }
      certificate = reading(x509Cert, tags, { ...fields, fails: 0 })
    },
  }
  try {
    const asked = { url: check.url, method: 'GET', redirectsMax } as const
    const { answer } = await follow(asked, options, { ...parts, limit })
    const response_time = (clock.monotonic() - beganMs) / 1000
    const shared = { response_time, http_response_code: answer.status }
    const judged = judge(check, answer, { before, about, atMs: clock.now() })
    if (typeof judged === 'string') return tell({ ...shared, result: judged })
    keep(note, judged.story, answer)
    return tell({ ...shared, ...fieldsOf(check, judged, clock.now()), result: 'success' })
  } catch (error) {
    return tell({ result: httpFault(error) })
  } finally {
    limit.end()
  }
}

/** A thin line is spared the page that has not changed. One under suspicion is read whole. */
function conditions(before: Story | undefined): Readonly<Record<string, string>> {
  if (!before || before.largeSinceMs !== undefined) return {}
  const { etag, lastModified } = before
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
}

function judge(
  check: Check,
  answer: HttpAnswer,
  {
    before,
    about,
    atMs,
  }: { readonly before: Story | undefined; readonly about: string; readonly atMs: number },
): Verdict | Result {
  if (answer.status === 304 && before) return { story: before, percent: 0, change: 'same' }
  if (answer.status < 200 || answer.status > 299) return 'response_status_code_mismatch'
  const sketch = sketchOfBody(check, answer)
  if (!sketch) return 'part_missing'
  const seen = { sketch, nowMs: atMs, about, modifiedMs: modifiedOf(check, answer, atMs) }
  return goOn(before, seen, check.changePercent === 0 ? Infinity : check.changePercent)
}

function sketchOfBody(check: Check, { body, headers }: HttpAnswer): Sketch | undefined {
  const bytes = headers['content-encoding'] === 'gzip' ? unpacked(body) : body
  const type = headers['content-type'] ?? 'text/html'
  // Of a picture or a PDF only whether it is the same.
  if (!/text|html|xml|json/i.test(type)) return sketchOf([hash(bytes)])
  const words = wordsOf(bytes.toString('utf8'), /html|xml/i.test(type), check)
  return words && sketchOf(words)
}

/** Of one that broke off at our limit, as far as it goes. */
function unpacked(body: Buffer): Buffer {
  const options = { maxOutputLength: textBytesMax, finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return gunzipSync(body, options)
  } catch (cause) {
    throw new BodyFault('The answer could not be unpacked', { cause })
  }
}

function modifiedOf(check: Check, { headers }: HttpAnswer, atMs: number): number | undefined {
  // Of a part of the page nothing is said by when the whole was written.
  if (check.selector !== undefined || check.after !== undefined) return undefined
  const modified = Date.parse(headers['last-modified'] ?? '')
  return modified < atMs - nowMs ? modified : undefined
}

function keep(note: KeptNote, story: Story, { status, headers }: HttpAnswer): void {
  if (status === 304) return
  const { etag, 'last-modified': lastModified } = headers
  const known = (text: string | undefined): text is string => (text?.length ?? 999) < 200
  const { etag: _, lastModified: __, ...plain } = story
  note.write(
    JSON.stringify({
      ...plain,
      ...(known(etag) && { etag }),
      ...(known(lastModified) && { lastModified }),
    }),
  )
}

function fieldsOf(check: Check, { story, percent, change }: Verdict, atMs: number): Fields {
  const days = Math.max(0, atMs - story.changedAtMs) / msPerDay
  const age = check.staleDays === 0 ? 'unwatched' : days > check.staleDays ? 'stale' : 'fresh'
  return { change_percent: percent, change, days_unchanged: days, age }
}

function aboutOf({ url, selector, after, before }: Check): string {
  return hash(JSON.stringify([url, selector, after, before])).slice(0, 16)
}
function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url')
}
