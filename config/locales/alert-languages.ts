import type { TextLanguage } from './alert-format.ts'
import type { AlertTexts } from './alert-texts.ts'
import { alertsEn } from './alerts-en.ts'
import { alertsSw } from './alerts-sw.ts'

export const alertTexts: Readonly<Record<TextLanguage, AlertTexts>> = {
  sw: alertsSw,
  en: alertsEn,
}
