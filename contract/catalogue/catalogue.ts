/**
 * Every measurement, in two lists: what agents send and what the collector makes itself. The
 * inventory is no series and travels as a message of its own (inventory.ts).
 */
import { deviceMeasurements } from './device-families.ts'
import { access } from './families/access.ts'
import { agentVersion } from './families/agent-version.ts'
import { agent } from './families/agent.ts'
import { antivirusProduct } from './families/antivirus-product.ts'
import { antivirusThreat } from './families/antivirus-threat.ts'
import { antivirus } from './families/antivirus.ts'
import { backupSummary } from './families/backup-summary.ts'
import { backupTarget } from './families/backup-target.ts'
import { backupCover } from './families/backup-cover.ts'
import { backupJob } from './families/backup-job.ts'
import { backup } from './families/backup.ts'
import { battery } from './families/battery.ts'
import { clock } from './families/clock.ts'
import { collector } from './families/collector.ts'
import { cpu } from './families/cpu.ts'
import { disk } from './families/disk.ts'
import { diskio } from './families/diskio.ts'
import { encryptionVolume } from './families/encryption-volume.ts'
import { encryption } from './families/encryption.ts'
import { failedUnits } from './families/failed-units.ts'
import { fan } from './families/fan.ts'
import { firewallProfile } from './families/firewall-profile.ts'
import { firewall } from './families/firewall.ts'
import { lastStop } from './families/last-stop.ts'
import { licence } from './families/licence.ts'
import { mailRoundTrip } from './families/mail-round-trip.ts'
import { mailService } from './families/mail-service.ts'
import { lineSource } from './families/line-source.ts'
import { mem } from './families/mem.ts'
import { net } from './families/net.ts'
import { ntpServer } from './families/ntp-server.ts'
import { osSupport } from './families/os-support.ts'
import { passwordPolicy } from './families/password-policy.ts'
import { printQueue } from './families/print-queue.ts'
import { removableUse } from './families/removable-use.ts'
import { removable } from './families/removable.ts'
import { unregisteredDevice } from './families/unregistered-device.ts'
import { removableUnregistered } from './families/removable-unregistered.ts'
import { softwareChange } from './families/software-change.ts'
import { usage } from './families/usage.ts'
import { remoteAccess } from './families/remote-access.ts'
import { presence } from './families/presence.ts'
import { pressure } from './families/pressure.ts'
import { processTop } from './families/process-top.ts'
import { processes } from './families/processes.ts'
import { raidArray } from './families/raid-array.ts'
import { raidController } from './families/raid-controller.ts'
import { raidDrive } from './families/raid-drive.ts'
import { smartAttribute } from './families/smart-attribute.ts'
import { smartDevice } from './families/smart-device.ts'
import { service } from './families/service.ts'
import { source } from './families/source.ts'
import { swap } from './families/swap.ts'
import { systemSignal } from './families/system-signal.ts'
import { system } from './families/system.ts'
import { temp } from './families/temp.ts'
import { timeSync } from './families/time-sync.ts'
import { update } from './families/update.ts'
import { upgradeReadiness } from './families/upgrade-readiness.ts'
import { dnsQuery } from './families/dns-query.ts'
import { httpResponse } from './families/http-response.ts'
import { netResponse } from './families/net-response.ts'
import { networkPoller } from './families/network-poller.ts'
import { ping } from './families/ping.ts'
import { trap } from './families/trap.ts'
import { webPage } from './families/web-page.ts'
import { serviceReach } from './families/service-reach.ts'
import { wan } from './families/wan.ts'
import { x509Cert } from './families/x509-cert.ts'
import type { Measurement } from './grammar.ts'

export const agentMeasurements = [
  cpu,
  mem,
  swap,
  system,
  disk,
  diskio,
  net,
  temp,
  fan,
  battery,
  processes,
  processTop,
  pressure,
  antivirus,
  antivirusProduct,
  antivirusThreat,
  firewall,
  firewallProfile,
  encryption,
  encryptionVolume,
  agent,
  source,
  backup,
  backupSummary,
  backupTarget,
  update,
  upgradeReadiness,
  passwordPolicy,
  access,
  systemSignal,
  lastStop,
  service,
  failedUnits,
  timeSync,
  remoteAccess,
  licence,
  removable,
  removableUse,
  printQueue,
  usage,
  smartDevice,
  smartAttribute,
  raidArray,
  raidController,
  raidDrive,
  ...deviceMeasurements,
  networkPoller,
  ping,
  netResponse,
  httpResponse,
  x509Cert,
  trap,
  dnsQuery,
  mailService,
  mailRoundTrip,
  ntpServer,
  webPage,
] as const satisfies readonly Measurement[]

export const collectorMeasurements = [
  presence,
  clock,
  collector,
  lineSource,
  osSupport,
  agentVersion,
  softwareChange,
  removableUnregistered,
  unregisteredDevice,
  backupJob,
  backupCover,
  wan,
  serviceReach,
] as const satisfies readonly Measurement[]

export const catalogue = [
  ...agentMeasurements,
  ...collectorMeasurements,
] as const satisfies readonly Measurement[]

const byName = new Map<string, Measurement>(catalogue.map((one) => [one.name, one]))

/** The measurement of that name, or undefined when the catalogue has none. */
export function findMeasurement(name: string): Measurement | undefined {
  return byName.get(name)
}
