/** Products of which there is to be seen only whether they are installed and run. */
import type { Host } from '../../../host/host.ts'
import type { AntivirusProduct } from '../product.ts'

interface ProcessBrand {
  readonly name: string
  /** Any of these shows that it is installed. */
  readonly installed: readonly string[]
  /** Any of these programs shows that it runs: 15 characters, as the kernel keeps a name. */
  readonly programs: readonly string[]
  readonly besideOthers?: true
}

const brands: readonly ProcessBrand[] = [
  {
    name: 'Sophos',
    installed: ['/opt/sophos-spl/base/bin', '/opt/sophos-av/bin'],
    programs: ['sophos_threat_d', 'soapd', 'sav-protect', 'savd'],
  },
  {
    name: 'Trend Micro',
    installed: ['/opt/ds_agent/ds_agent', '/opt/TrendMicro'],
    programs: ['ds_am', 'ds_agent', 'tm_netagent'],
  },
  {
    name: 'Trellix (McAfee)',
    installed: ['/opt/McAfee/ens/tp', '/opt/isec/ens/threatprevention'],
    programs: ['mfetpd', 'mfeesp', 'nails'],
  },
  {
    name: 'Symantec Endpoint Protection',
    installed: ['/opt/Symantec/symantec_antivirus', '/opt/Symantec/sdcssagent'],
    programs: ['rtvscand', 'sisamddaemon', 'sisipsdaemon'],
  },
  {
    name: 'WithSecure (F-Secure)',
    installed: ['/opt/f-secure'],
    programs: ['fsavd', 'f-secure-linuxs', 'fsupd', 'fsbg'],
  },
  {
    name: 'Cortex XDR',
    installed: ['/opt/traps/bin'],
    programs: ['pmd', 'traps_pmd'],
    besideOthers: true,
  },
  {
    name: 'Dr.Web',
    installed: ['/opt/drweb.com/bin'],
    programs: ['drweb-configd', 'drweb-filecheck'],
  },
  { name: 'Avast', installed: ['/etc/avast'], programs: ['avast'] },
  { name: 'Comodo', installed: ['/opt/COMODO'], programs: ['cmdavd'] },
]

export async function productsByProcess(
  host: Host,
  running: ReadonlySet<string>,
): Promise<readonly AntivirusProduct[]> {
  const found: AntivirusProduct[] = []
  for (const { name, installed, programs, besideOthers } of brands) {
    const runs = programs.some((program) => running.has(program))
    if (await anyExists(host, installed)) {
      found.push({ name, state: runs ? 'on' : 'off', besideOthers })
    }
  }
  return found
}

async function anyExists(host: Host, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) if (await host.fileInfo(path)) return true
  return false
}
