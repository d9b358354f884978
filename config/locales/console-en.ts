/** Texts of the console in English. Their shape is the type that each other language must fill. */
import { frameEn } from './console-frame-en.ts'
import { hostsEn } from './console-hosts-en.ts'
import { officeEn } from './console-office-en.ts'

export const consoleEn = { ...frameEn, ...hostsEn, ...officeEn }

/** What each language must say. */
export type ConsoleTexts = typeof consoleEn
