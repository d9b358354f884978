/**
 * Asks smartctl, disk after disk, and remembers: the list for a day or until a disk comes or goes,
 * each disk for an hour, and what was last known of one that sleeps. One that hangs is left alone
 * for a day.
 */
import type { Clock } from '../../../lib/clock.ts'
import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, Unknown, type Host, type RunResult } from '../../host/host.ts'
import { unreadDisk, type DiskFacts } from './disk-facts.ts'
import { keyOf } from './identity.ts'
import { decodeScan, deviceWord, type ScannedDevice } from './scan.ts'
import { decodeSmartctl } from './smartctl.ts'

const paths: Readonly<Record<Host['platform'], readonly string[]>> = {
  linux: ['/usr/sbin/smartctl', '/usr/local/sbin/smartctl'],
  win32: ['%ProgramFiles%\\smartmontools\\bin\\smartctl.exe'],
  darwin: [
    '/usr/local/sbin/smartctl',
    '/usr/local/bin/smartctl',
    '/opt/homebrew/sbin/smartctl',
    '/opt/homebrew/bin/smartctl',
  ],
}
const scanEveryMs = 86_400_000
const readEveryMs = 3_600_000
/** Due at a quarter of an hour's beat: one that misses by a little waits no whole beat more. */
const earlyMs = 450_000
const diskTimeoutMs = 20_000
const scanTimeoutMs = 30_000
const restAfterHangMs = 86_400_000
/** What is left of the disks is read at the next beat. */
const roundMsMax = 90_000
const disksMax = 64
const outputBytesMax = 2 * 1024 * 1024

interface Disk {
  readonly device: ScannedDevice
  readonly word: string
  facts: DiskFacts | undefined
  readAtMs: number
  asleep: boolean
  nextMs: number
}
export interface KnownDisk {
  readonly facts: DiskFacts
  readonly ageSeconds: number
  readonly asleep: boolean
}

export class SmartctlReader {
  readonly #host: Host
  readonly #clock: Clock
  #disks: readonly Disk[] = []
  #scannedMs = -Infinity
  #scannedNames = ''

  constructor(host: Host, clock: Clock) {
    this.#host = host
    this.#clock = clock
  }

  /**
   * Reads what is due and gives all that is known.
   * @param names Changes when the machine's disks change. @param missing Disks that the list must
   * hold whatever smartctl finds. Throws NotPresent where smartctl is not installed.
   */
  async read(
    names: string,
    missing: (listed: readonly ScannedDevice[]) => readonly ScannedDevice[],
    signal: AbortSignal,
  ): Promise<readonly KnownDisk[]> {
    await this.#scan(names, missing)
    const startMs = this.#clock.monotonic()
    for (const disk of this.#disks) {
      const nowMs = this.#clock.monotonic()
      if (signal.aborted || nowMs - startMs > roundMsMax) break
      if (nowMs >= disk.nextMs) await this.#readDisk(disk)
    }
    return this.#known()
  }

  /** Whether anything is due, so that nothing is sent twice in between. */
  due(names: string): boolean {
    const nowMs = this.#clock.monotonic()
    return this.#mustScan(names, nowMs) || this.#disks.some(({ nextMs }) => nowMs >= nextMs)
  }

  #mustScan(names: string, nowMs: number): boolean {
    return names !== this.#scannedNames || nowMs - this.#scannedMs >= scanEveryMs
  }

  async #scan(
    names: string,
    missing: (listed: readonly ScannedDevice[]) => readonly ScannedDevice[],
  ): Promise<void> {
    const nowMs = this.#clock.monotonic()
    if (!this.#mustScan(names, nowMs)) return
    const { stdout } = await this.#run(['--scan-open', '-j'], scanTimeoutMs)
    const listed = decodeScan(stdout)
    if (!listed) throw new Unknown('bad_output', 'smartctl is older than 7.0 and prints no JSON')
    const before = new Map(this.#disks.map((disk) => [wordsOf(disk.device), disk]))
    this.#disks = [...listed, ...missing(listed)].slice(0, disksMax).map(
      (device) =>
        before.get(wordsOf(device)) ?? {
          device,
          word: deviceWord(device),
          facts: undefined,
          readAtMs: -Infinity,
          asleep: false,
          nextMs: -Infinity,
        },
    )
    this.#scannedMs = nowMs
    this.#scannedNames = names
  }

  async #readDisk(disk: Disk): Promise<void> {
    const { device, word } = disk
    const args = ['-j', '-x', '-n', 'standby,0', '-d', device.type, device.name]
    disk.nextMs = this.#clock.monotonic() + readEveryMs - earlyMs
    try {
      const { stdout, exitCode } = await this.#run(args, diskTimeoutMs)
      const answer = decodeSmartctl(stdout, word, exitCode)
      disk.asleep = answer.outcome === 'asleep'
      if (answer.outcome === 'asleep') return
      this.#remember(disk, answer.facts)
    } catch (error) {
      if (error instanceof NotPresent) throw error
      const hung = error instanceof TimedOut
      if (hung) disk.nextMs = this.#clock.monotonic() + restAfterHangMs
      disk.asleep = false
      this.#remember(disk, unreadDisk({ device: word }, hung ? 'timed_out' : 'bad_output'))
    }
  }

  /** A disk that cannot be read any more keeps its name, so that it stays the same disk. */
  #remember(disk: Disk, facts: DiskFacts): void {
    const nameless = facts.identity.model === undefined && facts.identity.serial === undefined
    const identity = nameless && disk.facts ? disk.facts.identity : facts.identity
    disk.facts = { ...facts, identity }
    disk.readAtMs = this.#clock.monotonic()
  }

  /** The same disk by two paths is told once, by the one that tells more. */
  #known(): readonly KnownDisk[] {
    const nowMs = this.#clock.monotonic()
    const byKey = new Map<string, KnownDisk>()
    for (const { facts, readAtMs, asleep } of this.#disks) {
      if (!facts) continue
      const known = { facts, asleep, ageSeconds: Math.round((nowMs - readAtMs) / 1000) }
      const key = keyOf(facts.identity)
      const other = byKey.get(key)
      if (!other || (other.facts.passed === null && facts.passed !== null)) byKey.set(key, known)
    }
    return [...byKey.values()]
  }

  async #run(args: readonly string[], timeoutMs: number): Promise<RunResult> {
    let absent: unknown
    for (const path of paths[this.#host.platform]) {
      try {
        return await this.#host.run(path, args, { timeoutMs, outputBytesMax })
      } catch (error) {
        const unsafe = error instanceof Unknown && error.reason === 'unsafe_program'
        if (!(error instanceof NotPresent) && !unsafe) throw error
        absent = absent instanceof Unknown ? absent : error
      }
    }
    throw absent
  }
}

function wordsOf({ name, type }: ScannedDevice): string {
  return `${name} ${type}`
}
