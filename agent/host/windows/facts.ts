/** What one tier of the batched PowerShell query told. */

/** fast: 5 min, slow: 15 min, daily: once a day. A slower tier holds the faster ones' sections too. */
export type WindowsTier = 'fast' | 'slow' | 'daily'

export interface WindowsError {
  /** HRESULT as 0x%08X. */
  readonly hr?: string | undefined
  /** PowerShell's FullyQualifiedErrorId, which is not translated. */
  readonly fq?: string | undefined
  /** For a person only; it is translated. */
  readonly message?: string | undefined
}

export interface WindowsFacts {
  /** Wall time at which the query ended. */
  readonly observedAtMs: number
  readonly whoami: {
    readonly system: boolean
    readonly admin: boolean
    /** Installed language, en-US. */
    readonly language: string
    readonly powershell: string
    /** ConstrainedLanguage: no COM, no ADSI, no .NET methods. */
    readonly languageMode: string
  }
  /** By section name, as the script's part printed it; `null` or `[]`: looked and found nothing. */
  readonly sections: Readonly<Record<string, unknown>>
  /** Sections that failed. A section in neither: does not apply to this computer. */
  readonly errors: Readonly<Record<string, WindowsError>>
  /** Milliseconds by section. */
  readonly durations: Readonly<Record<string, number>>
}
