/** Writes what a machine answers into a folder that replay.ts can read. For making test cases. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { FileInfo, FileSystemSpace, Host, HostFacts, RunResult, Walked } from './host.ts'
import type { WindowsFacts } from './windows/facts.ts'

interface Recorded {
  readonly platform: Host['platform']
  readonly facts: HostFacts
  readonly addresses: Readonly<Record<string, readonly string[]>>
  readonly absent: string[]
  readonly lists: Record<string, readonly string[]>
  readonly links: Record<string, string>
  readonly statfs: Record<string, FileSystemSpace | 'neverAnswers'>
  readonly runs: Record<string, RunResult>
  readonly files: Record<string, FileInfo>
  readonly walks: Record<string, Walked>
  readonly windows: Record<string, WindowsFacts>
}

export interface RecordingHost extends Host {
  /** Everything from here on belongs to the following reading. */
  next(): void
}

/** Passes everything on to the given door and keeps what came back, reading by reading. */
export function recordingHost(host: Host, folder: string): RecordingHost {
  const book = new Book(host, folder)
  return {
    platform: host.platform,
    readText: async (file) => book.file(file, await host.readText(file).catch(book.absence(file))),
    readTextNow: (file) => {
      try {
        return book.file(file, host.readTextNow(file))
      } catch (error) {
        return book.absence(file)(error)
      }
    },
    readBytes: async (file, bytesMax, from) => {
      const bytes = await host.readBytes(file, bytesMax, from).catch(book.absence(file))
      book.file(file, bytes)
      return bytes
    },
    fileInfo: async (file) => {
      const info = await host.fileInfo(file)
      return info && book.answer('files', file, info)
    },
    walk: async (root, limits) =>
      book.answer('walks', root, await host.walk(root, limits).catch(book.absence(root))),
    windows: async (tier) => book.answer('windows', tier, await host.windows(tier)),
    list: (where) => book.answer('lists', where, host.list(where)),
    linkTarget: (link) => {
      const target = host.linkTarget(link)
      return target === undefined ? undefined : book.answer('links', link, target)
    },
    statfs: async (mount, timeoutMs) => {
      try {
        return book.answer('statfs', mount, await host.statfs(mount, timeoutMs))
      } catch (error) {
        book.answer('statfs', mount, 'neverAnswers')
        throw error
      }
    },
    run: async (program, args, options) =>
      book.answer('runs', [program, ...args].join(' '), await host.run(program, args, options)),
    facts: () => host.facts(),
    addresses: () => host.addresses(),
    processorTimes: () => book.set({ processorTimes: host.processorTimes() }).processorTimes,
    memory: () => book.set({ memory: host.memory() }).memory,
    loadAverage: () => book.set({ loadAverage: host.loadAverage() }).loadAverage,
    hardwareAddresses: () =>
      book.set({ hardwareAddresses: host.hardwareAddresses() }).hardwareAddresses,
    next: () => book.turn(),
  }
}

/** One page a reading: the files as they were, and answers.json. */
class Book {
  readonly #host: Host
  readonly #folder: string
  #number = 0
  #answers: Recorded

  constructor(host: Host, folder: string) {
    this.#host = host
    this.#folder = folder
    this.#answers = emptyPage(host)
    this.turn()
  }
  turn(): void {
    this.#number++
    this.#answers = emptyPage(this.#host)
    this.#save()
  }
  file<T extends string | Buffer>(file: string, text: T): T {
    const target = path.join(this.#page(), file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
    return text
  }
  answer<T>(
    kind: 'lists' | 'links' | 'statfs' | 'runs' | 'files' | 'walks' | 'windows',
    key: string,
    value: T,
  ): T {
    Object.assign(this.#answers[kind], { [key]: value })
    this.#save()
    return value
  }
  set<T extends object>(numbers: T): T {
    Object.assign(this.#answers, numbers)
    this.#save()
    return numbers
  }
  /** What could not be read is kept as absent, and the refusal passed on. */
  absence(file: string): (error: unknown) => never {
    return (error) => {
      this.#answers.absent.push(file)
      this.#save()
      throw error
    }
  }
  #page(): string {
    return path.join(this.#folder, String(this.#number))
  }
  #save(): void {
    mkdirSync(this.#page(), { recursive: true })
    const text = `${JSON.stringify(this.#answers, null, 2)}\n`
    writeFileSync(path.join(this.#page(), 'answers.json'), text)
  }
}

function emptyPage(host: Host): Recorded {
  return {
    platform: host.platform,
    facts: host.facts(),
    addresses: host.addresses(),
    absent: [],
    lists: {},
    links: {},
    statfs: {},
    runs: {},
    files: {},
    walks: {},
    windows: {},
  }
}
