import { antivirusProduct } from '../../../contract/catalogue/families/antivirus-product.ts'
import { antivirusThreat } from '../../../contract/catalogue/families/antivirus-threat.ts'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Host } from '../../host/host.ts'
import type { Source } from '../source.ts'
import { linuxAntivirus } from './linux/linux-antivirus.ts'
import { macosAntivirus } from './macos/macos-antivirus.ts'
import type { AntivirusFindings } from './product.ts'
import { byName, productRows, summaryRow } from './rows.ts'
import { ThreatReport } from './threat-report.ts'
import { windowsAntivirus } from './windows/windows-antivirus.ts'

/** Products, the verdict over them, and threats found. */
export const antivirusSource: Source = {
  name: 'antivirus',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['win32', 'linux', 'darwin'],
  about: [
    {
      platform: 'win32',
      read: 'Security Center, Defender’s status, detections and events, services and registry of other brands (sections av, defender, threats, defenderEvents, avServices, avVendors)',
      privilege: 'administrator',
      cost: 'expected below 2 s in the slow query, every 15 min',
      tried: 'recordings of Windows 10, written-down states; not on hardware',
    },
    {
      platform: 'linux',
      read: 'running programs, ClamAV’s databases, configuration and logs, one program of each commercial product that is installed',
      privilege: 'administrator',
      cost: 'measured with ClamAV: 6 ms CPU of the agent, 13 ms in all, every 15 min',
      tried:
        'Debian’s ClamAV with a database of its own and EICAR; recordings of mdatp and bduitool',
    },
    {
      platform: 'darwin',
      read: 'XProtect’s bundle, spctl, csrutil, mdatp, sentinelctl',
      privilege: 'user',
      cost: 'expected below 1 s, every 15 min',
      tried: 'recording of sentinelctl; not on hardware',
    },
  ],
  measurements: [antivirus.name, antivirusProduct.name, antivirusThreat.name],
  start: () => {
    const report = new ThreatReport()
    return async ({ host, clock }) => {
      const found = await findings(host, clock)
      const products = byName(found.products)
      const nowMs = clock.now()
      return [
        summaryRow({ ...found, products }, nowMs),
        ...productRows(products, nowMs),
        ...report.rows(found.threats ?? [], nowMs),
      ]
    }
  },
}

async function findings(host: Host, clock: Clock): Promise<AntivirusFindings> {
  switch (host.platform) {
    case 'win32':
      return windowsAntivirus(await host.windows('slow'), clock.uptime())
    case 'linux':
      return await linuxAntivirus(host, clock.now())
    case 'darwin':
      return await macosAntivirus(host, clock.now())
  }
}
