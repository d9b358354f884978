import type { SettingsView } from '../collector/api/page-views.ts'
import type { Show } from './show.ts'

/** What each section of the settings is given. */
export interface SettingsPart {
  readonly show: Show
  readonly view: SettingsView
}
