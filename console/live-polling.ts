/** Polling that stops while the page is hidden and slows down while the server does not answer. */

const slowestMs = 120_000

/** Calls `ask` every so often; it rejects when the server gave no answer. */
export function whileVisible(everyMs: number, ask: () => Promise<void>): void {
  let timer = 0
  let delay = everyMs
  const stopped = document.getElementById('stopped')
  const turn = async (): Promise<void> => {
    try {
      await ask()
      delay = everyMs
      if (stopped) stopped.hidden = true
    } catch {
      delay = Math.min(delay * 2, slowestMs)
      if (stopped) stopped.hidden = false
    }
    arm(delay)
  }
  const arm = (ms: number): void => {
    clearTimeout(timer)
    // oxlint-disable-next-line -- the browser's own timer: no Clock reaches this side
    if (!document.hidden) timer = window.setTimeout(() => void turn(), ms)
  }
  document.addEventListener('visibilitychange', () => arm(document.hidden ? delay : 500))
  arm(everyMs)
}

/** The JSON of an address of this very server. Rejects when it is not to be had. */
export async function askJson<T>(address: string): Promise<T> {
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(20_000) })
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`)
  return answer.json()
}
