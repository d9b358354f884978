import { systemSignal } from '../../../contract/catalogue/families/system-signal.ts'
import { Unknown, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { linuxSignalKinds, parseJournal } from './linux-signals.ts'
import { signalKinds, signalRows } from './signal.ts'
import { parseWindowsSignals } from './windows-signals.ts'

export const signalsSource: Source = {
  name: 'signals',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32'],
  measurements: [systemSignal.name],
  about: [
    {
      platform: 'linux',
      read: '`journalctl` of the kernel’s warnings of 24 hours; the text is matched and thrown away',
      privilege: 'administrator',
      cost: 'one program every 15 min, 10 to 50 ms (measured on a small journal)',
      tried: 'journalctl on this Debian without a journal, written entries',
    },
    {
      platform: 'win32',
      read: 'system log: disk, storahci, stornvme, Ntfs, WHEA, volsnap, Kernel-Power, Tcpip; provider, number, time',
      privilege: 'user',
      cost: 'a part of the query',
      tried: 'written entries; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host, clock }) => {
      const nowMs = clock.now()
      if (host.platform === 'win32') {
        const section = windowsSection(await host.windows('slow'), 'signals')
        return signalRows(signalKinds, parseWindowsSignals(section), nowMs)
      }
      return signalRows(linuxSignalKinds, parseJournal(await journal(host)), nowMs)
    },
}

const journalWords = [
  '-q',
  '--no-pager',
  '-o',
  'json',
  '--output-fields=MESSAGE',
  '--since=-24h',
  '-p',
  'warning',
  '-n',
  '5000',
  '_TRANSPORT=kernel',
]
const journalFolders = ['/var/log/journal', '/run/log/journal']

async function journal(host: Host): Promise<string> {
  // journalctl without a journal says nothing and ends well: that would be a zero nobody counted.
  if (journalFolders.every((folder) => host.list(folder).length === 0)) {
    throw new Unknown('not_supported', 'This system keeps no journal')
  }
  const { stdout, stderr, exitCode } = await host.run('/usr/bin/journalctl', journalWords, {
    timeoutMs: 60_000,
    outputBytesMax: 8 * 1024 * 1024,
  })
  // Who may not read it gets no entries and a hint on stderr.
  if (/insufficient permissions|not seeing messages from other users/i.test(stderr)) {
    throw new Unknown('no_privilege', 'The journal of the kernel is for root and the group adm')
  }
  if (exitCode !== 0) throw new Unknown('provider_failed', `journalctl ended with ${exitCode}`)
  return stdout
}
