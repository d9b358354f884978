/**
 * The agent's file, agent.yaml. What it says always wins over what the collector would like: it is
 * the veto of whoever owns the machine.
 */
import * as z from 'zod'
import { backupSchema } from './agent-backup-schema.ts'
import { deadManSchema } from './agent-dead-man-schema.ts'
import { agentDefaults as defaults, logLevels, sourceNames } from './agent-defaults.ts'

const names = z.array(z.string().min(1).max(255)).max(64)

const sources = z.strictObject({
  off: z
    .array(z.enum(sourceNames))
    .default([...defaults.sources.off])
    .describe('Sources that are never read here.'),
  everySample: z
    .array(z.enum(sourceNames))
    .default([...defaults.sources.everySample])
    .describe('Slower sources read with every sample here, such as disk and processes.'),
  cpu: z
    .strictObject({
      perCore: z
        .boolean()
        .default(defaults.sources.cpu.perCore)
        .describe('Also a series for each core. Costs more on the wire with every core.'),
    })
    .prefault({})
    .describe('Processors.'),
  disk: z
    .strictObject({
      exclude: names
        .default([...defaults.sources.disk.exclude])
        .describe('Mount paths that are left out, such as /mnt/scratch.'),
      network: z
        .boolean()
        .default(defaults.sources.disk.network)
        .describe('Also network shares (NFS, SMB), while they answer.'),
    })
    .prefault({})
    .describe('File systems.'),
  net: z
    .strictObject({
      exclude: names
        .default([...defaults.sources.net.exclude])
        .describe('Interfaces that are left out. Virtual ones always are.'),
    })
    .prefault({})
    .describe('Network interfaces.'),
  processes: z
    .strictObject({
      top: z
        .boolean()
        .default(defaults.sources.processes.top)
        .describe('Names of the programs that use most. Never arguments, users or files.'),
    })
    .prefault({})
    .describe('Processes.'),
  services: z
    .strictObject({
      watch: names
        .default([...defaults.sources.services.watch])
        .describe('Services of this computer that must run: Spooler, MSSQLSERVER, postgresql …'),
    })
    .prefault({})
    .describe('Services; well-known ones of Windows are watched without being named.'),
  backup: backupSchema,
})

const cidr = /^[0-9A-Fa-f:.]{2,45}\/\d{1,3}$/
const network = z.strictObject({
  subnets: z
    .array(z.string().refine((text) => text === 'own' || cidr.test(text), 'own, or as 10.1.2.0/24'))
    .max(64)
    .default([...defaults.network.subnets])
    .describe('Networks in which a poller may look: own (those of its own wires), 10.1.2.0/24 …'),
  internet: z
    .boolean()
    .default(defaults.network.internet)
    .describe('May it also check public addresses, such as the office’s web site?'),
  probesPerSecondMax: z
    .int()
    .min(1)
    .max(1000)
    .default(defaults.network.probesPerSecondMax)
    .describe('At most so many checks and SNMP polls a second, on average.'),
  secondsMin: z
    .int()
    .min(10)
    .max(3600)
    .default(defaults.network.secondsMin)
    .describe('No check is made more often than this.'),
  discovery: z
    .boolean()
    .default(defaults.network.discovery)
    .describe('May it look through its subnets for devices, when the office asks for it?'),
  trapPort: z
    .int()
    .min(0)
    .max(65_535)
    .default(defaults.network.trapPort)
    .describe('UDP port at which a poller takes SNMP traps and informs, mostly 162; 0: none.'),
  trapAddress: z
    .union([z.ipv4(), z.ipv6()])
    .default(defaults.network.trapAddress)
    .describe('Own address at which they are taken; 0.0.0.0: all of IPv4, "::": all of both.'),
  trapsPerMinuteMax: z
    .int()
    .min(1)
    .max(600)
    .default(defaults.network.trapsPerMinuteMax)
    .describe('At most so many different ones a minute and device; the rest is counted only.'),
})

const spool = z.strictObject({
  megabytesMax: z
    .int()
    .min(1)
    .max(2000)
    .default(defaults.spool.megabytesMax)
    .describe('Size of the store for readings that wait for the collector.'),
  daysMax: z
    .int()
    .min(1)
    .max(365)
    .default(defaults.spool.daysMax)
    .describe('Readings that waited longer are deleted, and counted.'),
  diskFreeMegabytesMin: z
    .int()
    .min(0)
    .max(100_000)
    .default(defaults.spool.diskFreeMegabytesMin)
    .describe('With less free space than this, the store gives way.'),
})

export const agentSchema = z
  .strictObject({
    logLevel: z.enum(logLevels).default(defaults.logLevel).describe('How much the log says.'),
    collectors: z
      .array(z.string().min(1).max(255))
      .max(16)
      .default([...defaults.collectors])
      .describe('Addresses (host:port) tried before those learnt from the collector.'),
    sampleSecondsMin: z
      .int()
      .min(1)
      .max(3600)
      .default(defaults.sampleSecondsMin)
      .describe('The collector may ask for readings at most this often.'),
    poller: z
      .boolean()
      .default(defaults.poller)
      .describe('May this agent check other devices of its site (ping, SNMP)?'),
    neighbours: z
      .boolean()
      .default(defaults.neighbours)
      .describe('On a thin line: may it tell the collector which computers beside it are on?'),
    network: network.prefault({}).describe('What a poller may do, whoever asks it.'),
    sources: sources.prefault({}).describe('What is read on this computer.'),
    spool: spool.prefault({}).describe('The store for readings that wait.'),
    deadMan: deadManSchema,
  })
  .describe('Settings of the agent. All of them may be left out.')
