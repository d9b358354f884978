/** Maandishi ya dashibodi kwa Kiswahili; the register is that of official council letters. */
import type { ConsoleTexts } from './console-en.ts'
import { backupJobsSw } from './console-backup-jobs-sw.ts'
import { devicesTextsSw } from './console-devices-sw.ts'
import { calendarSw } from './console-calendar-sw.ts'
import { factsTextsSw } from './console-facts-sw.ts'
import { frameSw } from './console-frame-sw.ts'
import { hostsSw } from './console-hosts-sw.ts'
import { incidentsSw } from './console-incidents-sw.ts'
import { maintenanceSw } from './console-maintenance-sw.ts'
import { networkTextsSw } from './console-network-sw.ts'
import { notifySw } from './console-notify-sw.ts'
import { officeSw } from './console-office-sw.ts'
import { rulesSw } from './console-rules-sw.ts'
import { registersSw } from './console-registers-sw.ts'
import { ruleSw } from './console-rule-sw.ts'
import { sourcesSw } from './console-sources-sw.ts'

export const consoleSw: ConsoleTexts = { ...frameSw, ...hostsSw, ...officeSw, ...factsTextsSw, ...backupJobsSw, ...registersSw, ...sourcesSw, ...notifySw, ...incidentsSw, ...networkTextsSw, ...devicesTextsSw, ...rulesSw, ...maintenanceSw, ...calendarSw, ...ruleSw }
