import type { ProfileName, ProfileSettings } from '../contract/wire/messages.ts'

/** How often the agents of a site sample and post (docs/WIRE.md, link profiles). */
export const linkProfiles: Readonly<Record<ProfileName, ProfileSettings>> = {
  lan: { name: 'lan', sampleSeconds: 60, postSeconds: 60, lazyAckSeconds: 3600 },
  wan: { name: 'wan', sampleSeconds: 300, postSeconds: 300, lazyAckSeconds: 0 },
  thin: { name: 'thin', sampleSeconds: 300, postSeconds: 3600, lazyAckSeconds: 0 },
}
