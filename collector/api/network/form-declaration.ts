/** From a posted form of a device or check to a declaration; faults stand at their fields. */
import { networkDeclaration, type NetworkDeclaration } from '../../../config/network-schema.ts'
import { snmpAccessOf, type SnmpWords } from '../../../config/snmp-words.ts'
import type { FieldError } from '../form-views.ts'
import type { Form } from '../form.ts'
import type { FormKind, WordSpec } from './form-words.ts'

type Words = Record<string, unknown>

/** Undefined: the form has faults. */
export function deviceOf(form: Form, specs: readonly WordSpec[]): NetworkDeclaration | undefined {
  const { snmp: _, ...words } = typed(form, specs)
  const version = form.raw('snmp')
  const snmp = version === '' ? undefined : snmpOf(form, version)
  return checked(form, 'devices', {
    ...words,
    ping: form.checked('ping'),
    ...(snmp === undefined ? {} : { snmp }),
  })
}

function snmpOf(form: Form, version: string): unknown {
  const number = (name: string): number | undefined => {
    const raw = form.raw(name).trim()
    return raw === '' ? undefined : Number(raw)
  }
  const chosen = (name: string): string | undefined => form.raw(name).trim() || undefined
  const words = {
    version,
    port: number('snmp.port'),
    user: chosen('snmp.user'),
    level: chosen('snmp.level'),
    auth: chosen('snmp.authProtocol'),
    priv: chosen('snmp.privProtocol'),
    profile: chosen('snmp.profile'),
    everySeconds: number('snmp.everySeconds'),
    // The schema judges each of them.
  } as SnmpWords
  return snmpAccessOf(words, {
    community: form.raw('community_password'),
    authKey: form.raw('authKey_password'),
    privKey: form.raw('privKey_password'),
  })
}

/** Undefined: the form has faults. */
export function checkOf(
  form: Form,
  kind: FormKind,
  specs: readonly WordSpec[],
): NetworkDeclaration | undefined {
  const { pollers, ...words } = typed(form, specs)
  if (kind === 'mail')
    for (const side of ['send', 'fetch'])
      words[side] = { ...(words[side] as object), password: form.raw(`${side}_password`) }
  const makers = typeof pollers === 'string' ? { pollers: pollers.split(',') } : {}
  return checked(form, 'checks', { ...words, ...makers, kind })
}

/** What is empty is left out, so that the usual counts. */
function typed(form: Form, specs: readonly WordSpec[]): Words {
  const words: Words = {}
  for (const { name, kind, required } of specs) {
    const raw = form.raw(name).trim()
    if (kind === 'password') continue
    if (raw === '') {
      if (required) form.fail(name, 'required')
      continue
    }
    if (kind === 'number' && !/^\d{1,9}$/.test(raw)) form.fail(name, 'bad_number')
    const value = kind === 'check' ? true : kind === 'number' ? Number(raw) : raw
    const [part = '', inner] = name.split('.')
    if (inner === undefined) words[part] = value
    else words[part] = { ...(words[part] as object | undefined), [inner]: value }
  }
  return words
}

function checked(
  form: Form,
  list: 'devices' | 'checks',
  one: unknown,
): NetworkDeclaration | undefined {
  if (form.failed) return undefined
  const parsed = networkDeclaration.safeParse({ [list]: [one] })
  if (parsed.success) return parsed.data
  for (const { path, code } of parsed.error.issues) {
    const name = path.slice(2).map(String).join('.')
    form.fail(name === '' ? 'name' : name, errorOf(name, code))
  }
  return undefined
}

const hosts = ['host', 'address', 'domain', 'server', 'serverName', 'send.host', 'fetch.host']
function errorOf(name: string, code: string): FieldError {
  if (code === 'too_small' || code === 'too_big') return 'bad_number'
  if (hosts.includes(name)) return 'bad_host'
  if (name === 'url') return 'bad_url'
  return name === 'from' || name === 'to' ? 'bad_address' : 'bad_choice'
}

/** What the declaration could not be, at the field it is about. */
export function placeFault(form: Form, message: string): void {
  const at = (word: string): boolean => message.includes(word)
  if (at('community')) form.fail('community_password', 'required')
  else if (at('8 characters')) form.fail('authKey_password', 'too_short')
  else if (at('authKey')) form.fail('authKey_password', 'required')
  else if (at('privKey')) form.fail('privKey_password', 'required')
  else if (at('needs a user')) form.fail('snmp.user', 'required')
  else if (at('pollers')) form.fail('pollers', 'required')
  else if (at('this name')) form.fail('name', 'taken')
  else form.fail('name', 'bad_choice')
}
