/**
 * The agent's settings when no file says otherwise. Kept apart from the schema, so that an agent
 * without a file never loads the schema's library.
 */
import type { SmsGateway } from '../lib/sms/gateway.ts'
import { backupDefaults, type BackupConfig } from './agent-backup.ts'

export const sourceNames = [
  'cpu',
  'mem',
  'swap',
  'system',
  'diskio',
  'net',
  'pressure',
  'sensors',
  'battery',
  'disk',
  'processes',
  'updates',
  'upgrade_readiness',
  'password_policy',
  'access',
  'signals',
  'last_stop',
  'services',
  'time_sync',
  'remote_access',
  'licences',
  'removable',
  'printing',
  'usage',
  'backup',
  'antivirus',
  'firewall',
  'encryption',
  'agent',
  'inventory',
  'smart',
  'raid',
  'network',
  'ups',
] as const
export type SourceName = (typeof sourceNames)[number]

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

/** What a poller may do; the collector can only ask for less. */
export interface NetworkVeto {
  /** CIDR networks; `own`: those that this computer itself is part of. */
  readonly subnets: readonly string[]
  readonly internet: boolean
  readonly probesPerSecondMax: number
  readonly secondsMin: number
  readonly discovery: boolean
  /** UDP port of SNMP traps and informs; 0: none are taken. */
  readonly trapPort: number
  readonly trapAddress: string
  readonly trapsPerMinuteMax: number
}

export interface AgentConfig {
  readonly logLevel: (typeof logLevels)[number]
  readonly collectors: readonly string[]
  readonly sampleSecondsMin: number
  readonly poller: boolean
  readonly neighbours: boolean
  readonly network: NetworkVeto
  readonly sources: {
    readonly off: readonly SourceName[]
    readonly everySample: readonly SourceName[]
    readonly cpu: { readonly perCore: boolean }
    readonly disk: { readonly exclude: readonly string[]; readonly network: boolean }
    readonly net: { readonly exclude: readonly string[] }
    readonly processes: { readonly top: boolean }
    readonly services: { readonly watch: readonly string[] }
    readonly backup: BackupConfig
  }
  readonly spool: {
    readonly megabytesMax: number
    readonly daysMax: number
    readonly diskFreeMegabytesMin: number
  }
  readonly deadMan: DeadManConfig
}

/** A second computer that tells when the collector is silent. */
export interface DeadManConfig {
  /** None: it does not. */
  readonly phones: readonly string[]
  readonly afterMinutes: number
  readonly language: 'sw' | 'en'
  readonly zone: string
  readonly sms: SmsGateway
}
export const deadManDefaults: DeadManConfig = {
  phones: [],
  afterMinutes: 30,
  language: 'sw',
  zone: 'Africa/Dar_es_Salaam',
  sms: { preset: 'gammu', url: '', user: '', key: '', secret: '', sender: '', folder: '' },
}

export const agentDefaults: AgentConfig = {
  logLevel: 'info',
  collectors: [],
  sampleSecondsMin: 10,
  poller: false,
  neighbours: true,
  network: {
    subnets: ['own'],
    internet: true,
    probesPerSecondMax: 50,
    secondsMin: 30,
    discovery: true,
    trapPort: 0,
    trapAddress: '0.0.0.0',
    trapsPerMinuteMax: 20,
  },
  sources: {
    off: [],
    everySample: [],
    cpu: { perCore: false },
    disk: { exclude: [], network: true },
    net: { exclude: [] },
    processes: { top: true },
    services: { watch: [] },
    backup: backupDefaults,
  },
  spool: { megabytesMax: 20, daysMax: 30, diskFreeMegabytesMin: 200 },
  deadMan: deadManDefaults,
}
