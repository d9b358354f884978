import type { FormState, SettingsSection, SettingsView } from '../page-views.ts'
import type { Answer, Visit } from '../visit.ts'

/** Shows a section again with what was wrong, or with what came out. */
export type ShowSettings = (
  visit: Visit,
  section: SettingsSection,
  extra?: {
    readonly form?: FormState
    readonly mailTest?: SettingsView['mailTest']
    readonly channelTest?: SettingsView['channelTest']
  },
) => Promise<Answer>
