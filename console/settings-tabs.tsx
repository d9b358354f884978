/** Tabs of all that is set for the office; who may administer finds people and programs here too. */
import type { SettingsSection } from '../collector/api/page-views.ts'
import type { Show } from './show.ts'

const sections: readonly SettingsSection[] = [
  'office',
  'places',
  'mail',
  'recipients',
  'channels',
  'hours',
]
/** Pages beside the settings' own, with the address that each begins with. */
export const administered = ['/users', '/sources', '/audit'] as const

export function SettingsTabs({ show }: { readonly show: Show }) {
  const { frame, t } = show
  const words = [t.nav.users, t.sources.title, t.nav.audit]
  const own = sections.map((one) => [`/settings/${one}`, t.settings.sections[one]] as const)
  const others = administered.map((path, at) => [path, words[at]] as const)
  const tabs = [...(frame.may.settings ? own : []), ...(frame.may.administer ? others : [])]
  const at = frame.path.split('?')[0] === '/settings' ? '/settings/office' : frame.path
  return (
    <nav class="tabs" aria-label={t.settings.title}>
      {tabs.map(([path, word]) => (
        <a key={path} href={path} aria-current={at.startsWith(path) ? 'page' : undefined}>
          {word}
        </a>
      ))}
    </nav>
  )
}
