import { Unknown, type Host } from '../../host/host.ts'
import { parseAutomatic, parseInstalled } from './dpkg.ts'
import { softwareFacts, softwareUnknown, type SoftwareFacts } from './software.ts'

const statusPath = '/var/lib/dpkg/status'
const automaticPath = '/var/lib/apt/extended_states'
const bytesMax = 32 * 1024 * 1024

/** Reads the lists anew only when they have changed: they have some megabytes. */
export function linuxSoftware(): (host: Host) => Promise<SoftwareFacts> {
  let state = ''
  let known: SoftwareFacts | undefined
  return async (host) => {
    const status = await host.fileInfo(statusPath)
    // Fedora and SUSE keep a database that only their own program reads.
    if (status === undefined || status.bytes === 0) return softwareUnknown('not_supported')
    const marks = await host.fileInfo(automaticPath)
    const now = JSON.stringify([status.bytes, status.modifiedMs, marks?.bytes, marks?.modifiedMs])
    if (known && now === state) return known
    if (status.bytes > bytesMax) throw new Unknown('bad_output', `${statusPath} is too large`)
    const automatic = marks ? parseAutomatic(await textOf(host, automaticPath, marks.bytes)) : none
    const text = await textOf(host, statusPath, status.bytes)
    // V8 cuts names out of the whole text, which they would keep in memory; copies do not.
    known = softwareFacts(structuredClone(parseInstalled(text, automatic)))
    state = now
    return known
  }
}

const none: ReadonlySet<string> = new Set()

/** Names and versions are ASCII; as UTF-8 one letter in a description would double the text. */
async function textOf(host: Host, path: string, bytes: number): Promise<string> {
  return (await host.readBytes(path, Math.min(bytesMax, bytes + 1))).toString('latin1')
}
