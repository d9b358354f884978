/** Light HTML for mails: no images, no scripts, readable in the oldest reader. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export function page(language: string, body: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;max-width:40em">${body}</body></html>`
}

/** A part of a mail, written once for both forms. */
export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'small'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'numbered'; readonly items: readonly string[] }
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

export function htmlOf(language: string, blocks: readonly Block[]): string {
  return page(language, blocks.map(marked).join(''))
}
function marked(block: Block): string {
  switch (block.type) {
    case 'line':
      return '<hr>'
    case 'list':
      return `<ul>${items(block.items)}</ul>`
    case 'numbered':
      return `<ol>${items(block.items)}</ol>`
    case 'strong':
      return `<p><strong>${escapeHtml(block.text)}</strong></p>`
    case 'small':
      return `<p><small>${escapeHtml(block.text)}</small></p>`
    default:
      return `<p>${linked(escapeHtml(block.text))}</p>`
  }
}
const items = (texts: readonly string[]): string =>
  texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')
function linked(escaped: string): string {
  return escaped.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)
}
