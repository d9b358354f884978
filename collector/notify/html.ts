/**
 * Light HTML for mails: one table of 560 pixels, no images, styles of its own, nothing to fetch;
 * readable in the oldest reader and on a telephone.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** How grave the mail is: the colour above it. Its first words say the same. */
export type Tone = 'critical' | 'warning' | 'info' | 'good'
const colours: Readonly<Record<Tone, string>> = {
  critical: '#b0241c',
  warning: '#c0741a',
  info: '#265f96',
  good: '#1a7541',
}
const outer = 'margin:0;padding:12px 6px;background:#eef1ec'
const inner =
  'width:100%;max-width:560px;border-collapse:collapse;background:#fff;color:#16231e;font:15px/1.45 sans-serif'
const cell = 'padding:16px 18px;overflow-wrap:anywhere;word-break:break-word'
const button =
  'display:inline-block;padding:10px 18px;background:#0a6354;color:#fff;text-decoration:none;font-weight:bold'
/** What a list of mails shows beside the subject. */
const hidden = 'display:none;max-height:0;overflow:hidden'

export function page(
  language: string,
  body: string,
  { tone = 'info', preview = '' }: { readonly tone?: Tone; readonly preview?: string } = {},
): string {
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
  const before = preview === '' ? '' : `<div style="${hidden}">${escapeHtml(preview)}</div>`
  const table = `<table role="presentation" align="center" style="${inner};border-top:6px solid ${colours[tone]}"><tr><td style="${cell}">${body}</td></tr></table>`
  return `<!doctype html><html lang="${language}"><head>${head}</head><body style="${outer}">${before}${table}</body></html>`
}

/** A part of a mail, written once for both forms. */
export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'small'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'numbered'; readonly items: readonly string[] }
  /** In text the sentence with the address, in HTML a button above it. */
  | { readonly type: 'button'; readonly text: string; readonly label: string; readonly url: string }
  | { readonly type: 'line' }

export function textOf(blocks: readonly Block[]): string {
  return `${blocks.map(plain).join('\n\n')}\n`
}
function plain(block: Block): string {
  switch (block.type) {
    case 'line':
      return '-- '
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'numbered':
      return block.items.map((item, at) => `${at + 1}. ${item}`).join('\n')
    default:
      return block.text
  }
}

export function htmlOf(language: string, blocks: readonly Block[], tone: Tone): string {
  const [, second] = blocks
  const preview = second?.type === 'text' ? second.text : ''
  return page(language, blocks.map(marked).join(''), { tone, preview })
}
function marked(block: Block): string {
  switch (block.type) {
    case 'line':
      return '<hr style="border:0;border-top:1px solid #d5dcd5">'
    case 'list':
      return `<ul>${items(block.items)}</ul>`
    case 'numbered':
      return `<ol>${items(block.items)}</ol>`
    case 'strong':
      return `<p><strong>${escapeHtml(block.text)}</strong></p>`
    case 'small':
      return `<p style="color:#54635c"><small>${escapeHtml(block.text)}</small></p>`
    case 'button': {
      const url = escapeHtml(block.url)
      const above = `<a href="${url}" style="${button}">${escapeHtml(block.label)}</a>`
      return `<p>${above}<br><small>${linked(escapeHtml(block.text))}</small></p>`
    }
    default:
      return `<p>${linked(escapeHtml(block.text))}</p>`
  }
}
const items = (texts: readonly string[]): string =>
  texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')
function linked(escaped: string): string {
  return escaped.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)
}
