import { printQueue } from '../../../contract/catalogue/families/print-queue.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { parsePageLog, parsePrintQueues, type QueueCount } from './queues.ts'

const pageLog = '/var/log/cups/page_log'
const pageLogBytesMax = 4 * 1024 * 1024

export const printingSource: Source = {
  name: 'printing',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32'],
  measurements: [printQueue.name],
  about: [
    {
      platform: 'linux',
      read: '/var/log/cups/page_log, where CUPS is set to keep it (PageLogFormat); only queue and count are taken',
      privilege: 'administrator',
      cost: 'one file',
      tried: 'written logs',
    },
    {
      platform: 'win32',
      read: 'the print spooler’s own counters',
      privilege: 'user',
      cost: 'a part of the query',
      tried: 'written answers; no real Windows',
    },
  ],
  start:
    () =>
    async ({ host }) => {
      const queues = await counts(host)
      if (queues.length === 0) throw new NotPresent('This computer has printed nothing')
      return queues.map(({ printer, pages, jobs }) =>
        reading(printQueue, { printer }, { pages, jobs }),
      )
    },
}

async function counts(host: Host): Promise<readonly QueueCount[]> {
  if (host.platform === 'win32') {
    return parsePrintQueues(windowsSection(await host.windows('slow'), 'printQueues'))
  }
  return parsePageLog((await host.readBytes(pageLog, pageLogBytesMax, 'end')).toString('utf8'))
}
