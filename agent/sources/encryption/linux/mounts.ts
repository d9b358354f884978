/** /proc/self/mountinfo and /proc/swaps. */
export interface Mount {
  readonly path: string
  readonly type: string
  readonly source: string
  /** major:minor; of btrfs and ZFS an anonymous one that leads to no device. */
  readonly device: string
}

const linesMax = 4096

/** The mounts, of several at one path the last, which is the one that is seen. */
export function decodeMounts(mountinfo: string): ReadonlyMap<string, Mount> {
  const mounts = new Map<string, Mount>()
  for (const line of mountinfo.split('\n', linesMax)) {
    const words = line.split(' ')
    const dash = words.indexOf('-', 6)
    const [device, path] = [words[2], words[4]]
    const [type, source] = [words[dash + 1], words[dash + 2]]
    if (dash < 0 || !device || !path || !type || source === undefined) continue
    mounts.set(plain(path), { path: plain(path), type, source: plain(source), device })
  }
  return mounts
}

export interface SwapSpace {
  readonly path: string
  readonly isFile: boolean
}

export function decodeSwaps(text: string): readonly SwapSpace[] {
  return text.split('\n', linesMax).flatMap((line): SwapSpace[] => {
    const [, path, type] = /^(\/\S+)\s+(partition|file)\s/.exec(line) ?? []
    return path === undefined ? [] : [{ path: plain(path), isFile: type === 'file' }]
  })
}

/** Blanks and backslashes are written as octal numbers. */
function plain(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}
