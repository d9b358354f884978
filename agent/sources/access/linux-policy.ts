/**
 * Linux: login.defs(5), pwquality.conf(5), faillock.conf(5) and the PAM stack. What no module of the
 * stack enforces does not hold, whatever a file says.
 */
import type { Policy } from './policy.ts'

export interface PolicyTexts {
  readonly loginDefs: string
  /** pwquality.conf and then the files of pwquality.conf.d. */
  readonly pwquality: readonly string[]
  readonly faillock: string
  /** common-password or system-auth/password-auth: the password part. */
  readonly pamPassword: string
  /** common-auth or system-auth: the auth part. */
  readonly pamAuth: string
}

interface PamLine {
  readonly type: string
  readonly module: string
  readonly options: ReadonlyMap<string, string>
}

const linesMax = 2000
/** Of pam_pwquality and of pam_unix's obscure checks, when nothing else is written. */
const pwqualityMinLength = 8
const unixMinLength = 6

export function parseLinuxPolicy(texts: PolicyTexts): Policy {
  const defs = wordPairs(texts.loginDefs)
  const password = pamLines(texts.pamPassword).filter(({ type }) => type === 'password')
  const quality = password.find(({ module }) => /pam_(?:pwquality|cracklib|passwdqc)/.test(module))
  const unix = password.find(({ module }) => module.startsWith('pam_unix'))
  const file = settings(texts.pwquality.join('\n'))
  const option = (name: string): number | undefined =>
    numberIn(quality?.options.get(name)) ?? numberIn(file.get(name))
  const maxDays = numberIn(defs.get('PASS_MAX_DAYS'))
  return {
    scope: password.some(({ module }) => /pam_(?:sss|winbind|ldap|krb5)/.test(module))
      ? 'domain'
      : 'local',
    minLength: quality
      ? (option('minlen') ?? pwqualityMinLength)
      : unix && (numberIn(unix.options.get('minlen')) ?? unixMinLength),
    complexity: quality ? demandsKinds(option) : unix ? false : undefined,
    maxAgeDays: maxDays === undefined ? undefined : maxDays >= 9999 || maxDays < 0 ? 0 : maxDays,
    minAgeDays: numberIn(defs.get('PASS_MIN_DAYS')),
    history: password.length > 0 ? rememberedBy(password) : undefined,
    ...lockout(texts),
    reversible: false,
  }
}

/** minclass counts kinds; a negative credit demands at least so many of one kind. */
function demandsKinds(option: (name: string) => number | undefined): boolean {
  const credits = ['dcredit', 'ucredit', 'lcredit', 'ocredit'].map((name) => option(name) ?? 0)
  return (option('minclass') ?? 0) >= 2 || credits.some((credit) => credit < 0)
}

function rememberedBy(password: readonly PamLine[]): number {
  const counts = password.map(({ module, options }) =>
    module.startsWith('pam_pwhistory')
      ? (numberIn(options.get('remember')) ?? 10)
      : (numberIn(options.get('remember')) ?? 0),
  )
  return Math.max(0, ...counts)
}

function lockout({ pamAuth, faillock }: PolicyTexts): Partial<Policy> {
  const lines = pamLines(pamAuth).filter(({ type }) => type === 'auth')
  if (lines.length === 0) return {}
  const guard = lines.find(({ module }) => /^pam_(?:faillock|tally2?)\b/.test(module))
  if (!guard) return { lockoutThreshold: 0 }
  const file = settings(faillock)
  const read = (name: string): number | undefined =>
    numberIn(guard.options.get(name)) ?? numberIn(file.get(name))
  const usual = guard.module.startsWith('pam_faillock') ? { deny: 3, seconds: 600 } : undefined
  const seconds = read('unlock_time') ?? usual?.seconds
  return {
    lockoutThreshold: read('deny') ?? usual?.deny ?? 0,
    lockoutMinutes: seconds === undefined ? 0 : Math.round(seconds / 60),
  }
}

/** `password requisite pam_pwquality.so retry=3`, `auth [default=die] pam_faillock.so authfail`. */
function pamLines(text: string): readonly PamLine[] {
  return plainLines(text).flatMap((line) => {
    const found = /^-?(\w+)\s+(?:\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)$/.exec(line)
    if (!found) return []
    const [, type = '', module = '', rest = ''] = found
    const options = rest.split(/\s+/).map((word): [string, string] => {
      const equals = word.indexOf('=')
      return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)]
    })
    return [{ type, module: module.slice(module.lastIndexOf('/') + 1), options: new Map(options) }]
  })
}

function wordPairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    plainLines(text).flatMap((line) => {
      const [, name, value] = /^(\w+)\s+(\S+)/.exec(line) ?? []
      return name !== undefined && value !== undefined ? [[name, value] as const] : []
    }),
  )
}

function settings(text: string): ReadonlyMap<string, string> {
  return new Map(
    plainLines(text).flatMap((line) => {
      const [, name, value] = /^(\w+)\s*=\s*(\S+)/.exec(line) ?? []
      return name !== undefined && value !== undefined ? [[name, value] as const] : []
    }),
  )
}

function plainLines(text: string): readonly string[] {
  return text
    .split('\n', linesMax)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined
}
