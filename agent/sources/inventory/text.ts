import type { Host } from '../../host/host.ts'

const lengthMax = 200

/** A short text that may not be there or not be ours to read: then, and when empty, undefined. */
export function factText(host: Host, path: string): string | undefined {
  try {
    // Device trees end their texts with a zero byte.
    const text = host
      .readTextNow(path)
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
    return text === '' ? undefined : text.slice(0, lengthMax)
  } catch {
    return undefined
  }
}

/** A file with many lines, empty when it cannot be read. */
export function factLines(host: Host, path: string): readonly string[] {
  try {
    return host.readTextNow(path).split('\n')
  } catch {
    return []
  }
}
