import type { Clock } from '../../lib/clock.ts'

/** A signal that is aborted with the parent's, or with a TimeoutError after the time. */
export function deadline(
  clock: Clock,
  milliseconds: number,
  parent?: AbortSignal,
): { readonly signal: AbortSignal; cancel: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort(parent?.reason)
  const cancelTimer = clock.after(milliseconds, () =>
    controller.abort(new DOMException(`No answer in ${milliseconds / 1000} s`, 'TimeoutError')),
  )
  if (parent?.aborted) abort()
  parent?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    cancel: () => {
      cancelTimer()
      parent?.removeEventListener('abort', abort)
    },
  }
}
