import type { WindowsError, WindowsFacts } from '../../agent/host/windows/facts.ts'

/** What the batched query told, for sources that read its sections. */
export function windowsTold(
  sections: Readonly<Record<string, unknown>>,
  more: {
    readonly errors?: Readonly<Record<string, WindowsError>>
    readonly admin?: boolean
    readonly observedAtMs?: number
    readonly languageMode?: string
  } = {},
): WindowsFacts {
  return {
    observedAtMs: more.observedAtMs ?? Date.UTC(2026, 10, 22, 8, 0),
    whoami: {
      system: more.admin ?? true,
      admin: more.admin ?? true,
      language: 'fr-FR',
      powershell: '5.1.19041.5129',
      languageMode: more.languageMode ?? 'FullLanguage',
    },
    sections,
    errors: more.errors ?? {},
    durations: {},
  }
}
