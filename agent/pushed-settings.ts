/** What a collector pushes in mid-session, read and put over the profile of the welcome. */
import type { CollectorMessage, ProfileSettings } from '../contract/wire/messages.ts'
import { pushedSettings, type PushedSettings } from '../contract/wire/settings.ts'

/** Undefined when the message is none, or holds what no collector may set. */
export function settingsIn(message: CollectorMessage): PushedSettings | undefined {
  if (message.type !== 'config') return undefined
  const parsed = pushedSettings.safeParse(message.settings)
  return parsed.success ? parsed.data : undefined
}

/** The link profile with these settings; what they do not name stays. */
export function profileWith(profile: ProfileSettings, settings: PushedSettings): ProfileSettings {
  return {
    name: settings.profile ?? profile.name,
    sampleSeconds: settings.sampleSeconds,
    postSeconds: settings.postSeconds ?? profile.postSeconds,
    lazyAckSeconds: settings.lazyAckSeconds ?? profile.lazyAckSeconds,
  }
}
