/** Devices without an agent, read by SNMP; a bundle of its own, loaded with the first of them. */
import { shippedProfiles } from '../config/shipped-profiles.ts'
import type { Profile } from '../contract/device-profile.ts'
import type { Clock } from '../lib/clock.ts'
import { isFolder } from './home.ts'
import { SnmpStation } from './sources/network/snmp/station.ts'

export { identify, readTables } from './sources/network/snmp/discovery.ts'
export { SnmpFault, reasonTexts } from './sources/network/snmp/fault.ts'
export { recordDevice } from './sources/network/snmp/recording.ts'
export { TrapReceiver } from './sources/network/snmp/trap-receiver.ts'

/**
 * Our profiles, and after them the office's own (`profiles/` in MLINZI_HOME).
 * @throws ConfigError, which names file, line and nearest right word.
 */
export async function openStation(folder: string | undefined, clock: Clock): Promise<SnmpStation> {
  return new SnmpStation([...shippedProfiles, ...(await ownProfiles(folder))], clock)
}

async function ownProfiles(folder: string | undefined): Promise<readonly Profile[]> {
  if (folder === undefined || !isFolder(folder)) return []
  const { readProfileFolder } = await import('./config-file.ts')
  return readProfileFolder(folder)
}
