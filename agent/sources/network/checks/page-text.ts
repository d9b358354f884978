/**
 * The words of a page, for comparing it with itself: tags, scripts, styles and numbers left out.
 * Not a browser's reading of it, but the same words for the same page, in time that grows with its
 * length alone, whatever is in it.
 */

/** One element: `main`, `#habari`, `.content` or `div.content`. */
export interface Selector {
  readonly tag: string | undefined
  readonly id: string | undefined
  readonly className: string | undefined
}
export interface PagePart {
  readonly selector?: string | undefined
  /** Only what stands between these two texts, which are not part of it. */
  readonly after?: string | undefined
  readonly before?: string | undefined
}

const tagCharsMax = 16_384
const wordsMax = 100_000
/** What they hold is nobody's text. */
const silent: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'svg'])
const empty: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
)

/** Undefined: the part that is watched is not there. */
export function wordsOf(
  page: string,
  isHtml: boolean,
  part: PagePart,
): readonly string[] | undefined {
  const whole = isHtml ? textOf(page, selectorOf(part.selector)) : page
  const text = whole === undefined ? undefined : between(whole, part)
  return text
    ?.toLowerCase()
    .replace(/\p{N}+/gu, ' ')
    .split(/[^\p{L}\p{M}]+/u, wordsMax)
    .filter((word) => word !== '')
}

export function selectorOf(text: string | undefined): Selector | undefined {
  if (text === undefined) return undefined
  const [, tag, mark, name] = /^([a-z][a-z0-9-]*)?(?:([#.])(.+))?$/i.exec(text) ?? []
  return {
    tag: tag?.toLowerCase(),
    id: mark === '#' ? name : undefined,
    className: mark === '.' ? name : undefined,
  }
}

function between(text: string, { after, before }: PagePart): string | undefined {
  const plain = text.replace(/\s+/g, ' ')
  const from = after === undefined ? 0 : plain.indexOf(after)
  if (from < 0) return undefined
  const begin = from + (after?.length ?? 0)
  const end = before === undefined ? plain.length : plain.indexOf(before, begin)
  return end < 0 ? undefined : plain.slice(begin, end)
}

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: string
  readonly end: number
}

/** The text of the page, or of the first element that fits. */
function textOf(page: string, selector: Selector | undefined): string | undefined {
  const found: string[] = []
  let open: { readonly name: string; depth: number } | undefined
  let at = 0
  while (at < page.length) {
    const next = page.indexOf('<', at)
    const end = next < 0 ? page.length : next
    if (!selector || open) found.push(page.slice(at, end), ' ')
    if (next < 0) break
    const tag = tagAt(page, next)
    at = tag.end
    if (tag.name === '') continue
    if (!tag.closes && silent.has(tag.name)) at = afterClosing(page, tag)
    else if (open) {
      if (tag.name === open.name) open.depth += tag.closes ? -1 : 1
      if (open.depth === 0) return found.join('')
    } else if (selector && fits(tag, selector)) open = { name: tag.name, depth: 1 }
  }
  return selector && !open ? undefined : found.join('')
}

/** What begins with `<`; a name of '' is a comment, a declaration or a mere character. */
function tagAt(page: string, at: number): Tag {
  const none = (end: number): Tag => ({ name: '', closes: false, attributes: '', end })
  if (page.startsWith('<!--', at)) {
    const end = page.indexOf('-->', at + 4)
    return none(end < 0 ? page.length : end + 3)
  }
  const [whole = '', slash, name = ''] =
    /^<(\/?)([a-z][a-z0-9-]*)/i.exec(page.slice(at, at + 64)) ?? []
  if (name === '' && !/^<[!?]/.test(page.slice(at, at + 2))) return none(at + 1)
  const end = tagEnd(page, at + Math.max(2, whole.length))
  const attributes = page.slice(at + whole.length, end)
  return { name: name.toLowerCase(), closes: slash === '/', attributes, end }
}

/** After its `>`, which may also stand inside quotes; a tag without an end is passed over. */
function tagEnd(page: string, from: number): number {
  const last = Math.min(page.length, from + tagCharsMax)
  let quote = ''
  for (let at = from; at < last; at++) {
    const char = page[at] ?? ''
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '>') return at + 1
  }
  return last
}

function afterClosing(page: string, { name, end }: Tag): number {
  const closing = new RegExp(`</${name}`, 'gi')
  closing.lastIndex = end
  const found = closing.exec(page)
  return found ? tagEnd(page, found.index + name.length + 2) : page.length
}

function fits({ name, closes, attributes }: Tag, { tag, id, className }: Selector): boolean {
  if (closes || empty.has(name) || (tag !== undefined && tag !== name)) return false
  if (id !== undefined) return attributeOf(attributes, 'id') === id
  if (className === undefined) return true
  return attributeOf(attributes, 'class')?.split(/\s+/).includes(className) ?? false
}

function attributeOf(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
  const [, double, single, bare] = pattern.exec(attributes) ?? []
  return double ?? single ?? bare
}
