/** Texts of the console in English. Their shape is the type that each other language must fill. */
import { backupJobsEn } from './console-backup-jobs-en.ts'
import { devicesTextsEn } from './console-devices-en.ts'
import { calendarEn } from './console-calendar-en.ts'
import { factsTextsEn } from './console-facts-en.ts'
import { frameEn } from './console-frame-en.ts'
import { hostsEn } from './console-hosts-en.ts'
import { incidentsEn } from './console-incidents-en.ts'
import { maintenanceEn } from './console-maintenance-en.ts'
import { networkFormTextsEn } from './console-networkform-en.ts'
import { wanEn } from './console-wan-en.ts'
import { networkTextsEn } from './console-network-en.ts'
import { notifyEn } from './console-notify-en.ts'
import { officeEn } from './console-office-en.ts'
import { rulesEn } from './console-rules-en.ts'
import { registersEn } from './console-registers-en.ts'
import { ruleEn } from './console-rule-en.ts'
import { topologyEn } from './console-topology-en.ts'
import { discoveryEn } from './console-discovery-en.ts'
import { sourcesEn } from './console-sources-en.ts'

export const consoleEn = { ...frameEn, ...hostsEn, ...officeEn, ...factsTextsEn, ...backupJobsEn, ...registersEn, ...sourcesEn, ...notifyEn, ...incidentsEn, ...networkTextsEn, ...networkFormTextsEn, ...devicesTextsEn, ...rulesEn, ...maintenanceEn, ...calendarEn, ...ruleEn, ...wanEn, ...topologyEn, ...discoveryEn }

/** What each language must say. */
export type ConsoleTexts = typeof consoleEn
