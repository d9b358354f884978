/** The Swahili texts of all shipped rules: one file a family. */
import { ruleTextsSw } from '../alerts-rules-sw.ts'
import { accessTextsSw } from './access-sw.ts'
import { disksTextsSw } from './disks-sw.ts'
import type { AlertTexts } from '../alert-texts.ts'
import { signalsTextsSw } from './signals-sw.ts'
import { softwareTextsSw } from './software-sw.ts'
import { supportTextsSw } from './support-sw.ts'
import { usageTextsSw } from './usage-sw.ts'
import { hardwareTextsSw } from './hardware-sw.ts'
import { ownHealthTextsSw } from './own-health-sw.ts'
import { presenceTextsSw } from './presence-sw.ts'
import { updatesTextsSw } from './updates-sw.ts'
import { antivirusTextsSw } from './antivirus-sw.ts'
import { backupTextsSw } from './backup-sw.ts'
import { backupJobsTextsSw } from './backup-jobs-sw.ts'
import { encryptionTextsSw } from './encryption-sw.ts'
import { firewallTextsSw } from './firewall-sw.ts'
import { networkDevicesTextsSw } from './network-devices-sw.ts'
import { forecastsTextsSw } from './forecasts-sw.ts'
import { networkTextsSw } from './network-sw.ts'
import { servicesTextsSw } from './services-sw.ts'
import { wanTextsSw } from './wan-sw.ts'

export const allRuleTextsSw: AlertTexts['rules'] = {
  ...ruleTextsSw,
  ...backupTextsSw,
  ...backupJobsTextsSw,
  ...disksTextsSw,
  ...accessTextsSw,
  ...signalsTextsSw,
  ...softwareTextsSw,
  ...supportTextsSw,
  ...presenceTextsSw,
  ...updatesTextsSw,
  ...hardwareTextsSw,
  ...ownHealthTextsSw,
  ...usageTextsSw,
  ...antivirusTextsSw,
  ...encryptionTextsSw,
  ...firewallTextsSw,
  ...forecastsTextsSw,
  ...networkTextsSw,
  ...servicesTextsSw,
  ...networkDevicesTextsSw,
  ...wanTextsSw,
}
