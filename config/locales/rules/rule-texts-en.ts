/** The English texts of all shipped rules: one file a family. */
import { ruleTextsEn } from '../alerts-rules-en.ts'
import type { AlertTexts } from '../alert-texts.ts'

export const allRuleTextsEn: AlertTexts['rules'] = {
  ...ruleTextsEn,
}
