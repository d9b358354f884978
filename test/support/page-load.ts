import type { BrowserContext } from 'playwright-core'

export interface PageLoad {
  /** All bytes that crossed the line for the page, compressed, with headers. */
  readonly bytes: number
  /** From the click until the last of the rows can be read. */
  readonly readableMs: number
}

/** Opens a page with an empty cache on a line of 280 kbit/s with 800 ms round trip. */
export async function slowLoad(
  context: BrowserContext,
  url: string,
  rowSelector: string,
  rowCount: number,
): Promise<PageLoad> {
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  let bytes = 0
  line.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await line.send('Network.enable')
  await line.send('Network.setCacheDisabled', { cacheDisabled: true })
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 800,
    downloadThroughput: (280 * 1000) / 8,
    uploadThroughput: (280 * 1000) / 8,
  })
  await page.addInitScript(`
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll(${JSON.stringify(rowSelector)}).length < ${rowCount}) return
      observer.disconnect()
      requestAnimationFrame(() => { window.readableMs = performance.now() })
    }).observe(document, { childList: true, subtree: true })
  `)
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForLoadState('networkidle')
  const readableMs = await page.evaluate<number>('window.readableMs')
  await page.close()
  return { bytes, readableMs }
}
