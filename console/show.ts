/** What each part of a page is given: the frame, the texts of its language, the office's time. */
import type { ConsoleTexts } from '../config/locales/console-en.ts'
import type { PageFrame } from '../collector/api/pages.ts'
import type { PageTime } from './page-time.ts'

export interface Show {
  readonly frame: PageFrame
  readonly t: ConsoleTexts
  readonly time: PageTime
}
