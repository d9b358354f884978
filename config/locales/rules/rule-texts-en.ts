/** The English texts of all shipped rules: one file a family. */
import { ruleTextsEn } from '../alerts-rules-en.ts'
import { accessTextsEn } from './access-en.ts'
import { disksTextsEn } from './disks-en.ts'
import type { AlertTexts } from '../alert-texts.ts'
import { signalsTextsEn } from './signals-en.ts'
import { softwareTextsEn } from './software-en.ts'
import { supportTextsEn } from './support-en.ts'
import { usageTextsEn } from './usage-en.ts'
import { hardwareTextsEn } from './hardware-en.ts'
import { ownHealthTextsEn } from './own-health-en.ts'
import { presenceTextsEn } from './presence-en.ts'
import { updatesTextsEn } from './updates-en.ts'
import { antivirusTextsEn } from './antivirus-en.ts'
import { backupTextsEn } from './backup-en.ts'
import { backupJobsTextsEn } from './backup-jobs-en.ts'
import { encryptionTextsEn } from './encryption-en.ts'
import { firewallTextsEn } from './firewall-en.ts'
import { networkDevicesTextsEn } from './network-devices-en.ts'
import { forecastsTextsEn } from './forecasts-en.ts'
import { networkTextsEn } from './network-en.ts'
import { servicesTextsEn } from './services-en.ts'
import { wanTextsEn } from './wan-en.ts'

export const allRuleTextsEn: AlertTexts['rules'] = {
  ...ruleTextsEn,
  ...backupTextsEn,
  ...backupJobsTextsEn,
  ...disksTextsEn,
  ...accessTextsEn,
  ...signalsTextsEn,
  ...softwareTextsEn,
  ...supportTextsEn,
  ...presenceTextsEn,
  ...updatesTextsEn,
  ...hardwareTextsEn,
  ...ownHealthTextsEn,
  ...usageTextsEn,
  ...antivirusTextsEn,
  ...encryptionTextsEn,
  ...firewallTextsEn,
  ...forecastsTextsEn,
  ...networkTextsEn,
  ...servicesTextsEn,
  ...networkDevicesTextsEn,
  ...wanTextsEn,
}
