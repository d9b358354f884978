/** The Swahili texts of all shipped rules: one file a family. */
import { ruleTextsSw } from '../alerts-rules-sw.ts'
import type { AlertTexts } from '../alert-texts.ts'

export const allRuleTextsSw: AlertTexts['rules'] = {
  ...ruleTextsSw,
}
