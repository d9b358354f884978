import type { Program } from './program.ts'

export const antivirusPrograms = [
  {
    path: '/usr/bin/clamscan',
    gives: 'version of ClamAV; nothing is scanned',
    arguments: [['--version']],
  },
  {
    path: '/usr/bin/mdatp',
    gives: 'state of Microsoft Defender on Linux',
    arguments: [['health', '--output', 'json']],
  },
  {
    path: '/usr/local/bin/mdatp',
    gives: 'state of Microsoft Defender on macOS',
    arguments: [['health', '--output', 'json']],
  },
  {
    path: '/opt/bitdefender-security-tools/bin/bduitool',
    gives: 'state of Bitdefender and the date of its definitions',
    arguments: [['get', 'ps']],
  },
  {
    path: '/opt/eset/eea/bin/upd',
    gives: 'date of ESET’s definitions; nothing is fetched',
    arguments: [['--list-modules']],
  },
  {
    path: '/opt/eset/eea/sbin/lic',
    gives: 'end of ESET’s licence',
    arguments: [['--status']],
  },
  {
    path: '/opt/eset/efs/bin/upd',
    gives: 'date of ESET’s definitions; nothing is fetched',
    arguments: [['--list-modules']],
  },
  {
    path: '/opt/eset/efs/sbin/lic',
    gives: 'end of ESET’s licence',
    arguments: [['--status']],
  },
  {
    path: '/usr/bin/kesl-control',
    gives: 'state of Kaspersky Endpoint Security',
    arguments: [['--app-info']],
  },
  {
    path: '/opt/kaspersky/kesl/bin/kesl-control',
    gives: 'state of Kaspersky Endpoint Security',
    arguments: [['--app-info']],
  },
  {
    path: '/opt/sentinelone/bin/sentinelctl',
    gives: 'state and version of SentinelOne on Linux',
    arguments: [['control', 'status'], ['version']],
  },
  {
    path: '/usr/local/bin/sentinelctl',
    gives: 'state and version of SentinelOne on macOS',
    arguments: [['status']],
  },
  {
    path: '/opt/CrowdStrike/falconctl',
    gives: 'version of CrowdStrike Falcon and whether it works in full',
    arguments: [['-g', '--version', '--rfm-state']],
  },
  {
    path: '/usr/sbin/spctl',
    gives: 'whether macOS’s Gatekeeper is on',
    arguments: [['--status']],
  },
  {
    path: '/usr/bin/csrutil',
    gives: 'whether System Integrity Protection is on',
    arguments: [['status']],
  },
] as const satisfies readonly Program[]
