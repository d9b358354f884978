import type { ProfileSettings } from '../../contract/wire/messages.ts'
import {
  settingsSince,
  settingsVersion,
  type PushedSettings,
} from '../../contract/wire/settings.ts'
import type { AgentPeer, LiveSettings } from '../model/sessions.ts'
import type { AgentConnection } from './agent-connection.ts'

export type SettingsOf = (peer: AgentPeer) => LiveSettings

/** Live agents follow a change of their settings at once; what was told is not told again. */
export class SettingsPush {
  readonly #settingsOf: SettingsOf
  /** What each was last told, as it was sent. */
  readonly #told = new WeakMap<AgentConnection, string>()

  constructor(settingsOf: SettingsOf) {
    this.#settingsOf = settingsOf
  }
  /** The welcome told the link profile; what goes beyond it follows. */
  begun(connection: AgentConnection, profile: ProfileSettings): void {
    this.#told.set(connection, JSON.stringify(settingsFrom({ profile }, connection)))
    this.refresh(connection)
  }
  refresh(connection: AgentConnection): void {
    const before = this.#told.get(connection)
    if (before === undefined || connection.ended) return
    const wanted = this.#settingsOf(connection)
    const settings = settingsFrom(wanted, connection)
    const text = JSON.stringify(settings)
    if (text === before) return
    this.#told.set(connection, text)
    const version = Math.min(connection.hello.configVersion, settingsVersion)
    connection.send({ type: 'config', version, settings: { ...settings } })
    if (settings.postSeconds !== undefined) connection.expectEvery(settings.postSeconds)
  }
}

/** Only what the agent's version understands (C1). */
function settingsFrom(
  { profile, heartbeat, usage }: LiveSettings,
  { hello }: AgentConnection,
): PushedSettings {
  const { name, sampleSeconds, postSeconds, lazyAckSeconds } = profile
  if (hello.configVersion < settingsSince.profile) return { sampleSeconds }
  const whole = { sampleSeconds, postSeconds, lazyAckSeconds, profile: name }
  const asked = heartbeat === undefined ? whole : { ...whole, heartbeat }
  // Left out, it is off: an agent begins each session without it.
  return usage && hello.configVersion >= settingsSince.usage ? { ...asked, usage } : asked
}
