/** Which words the forms of devices and checks have, and what stands in them. */
import type { CheckDeclaration } from '../../../config/network-schema.ts'
import { snmpAuths, snmpLevels, snmpPrivs, snmpVersions } from '../../../config/snmp-words.ts'
import { deviceRoles } from '../../../contract/wire/network.ts'
import type { NetworkWord } from '../network-views.ts'

export type FormKind = CheckDeclaration['kind']
/** Without what it holds. */
export type WordSpec = Omit<NetworkWord, 'value'>

const word = (
  kind: NetworkWord['kind'],
  name: string,
  options: NetworkWord['options'] = [],
  required = false,
): WordSpec => ({ kind, name, options, required })
const text = (name: string): WordSpec => word('text', name)
const must = (name: string): WordSpec => word('text', name, [], true)
const number = (name: string): WordSpec => word('number', name)
/** The first is what counts when nothing is chosen. */
const choice = (name: string, values: readonly string[]): WordSpec =>
  word(
    'select',
    name,
    values.map((value) => [value, null]),
  )
const host = must('host')
const port = number('port')
const security = (name: string, first: readonly string[]): WordSpec => choice(name, first)
const server = (side: string, order: readonly string[]): readonly WordSpec[] => [
  must(`${side}.host`),
  security(`${side}.security`, order),
  number(`${side}.port`),
  text(`${side}.user`),
  word('password', `${side}_password`),
  word('check', `${side}.anyCertificate`),
]

const kindWords: Readonly<Record<FormKind, readonly WordSpec[]>> = {
  ping: [host, number('count')],
  tcp: [host, word('number', 'port', [], true), text('expect')],
  http: [
    must('url'),
    choice('method', ['GET', 'HEAD']),
    number('status'),
    text('keyword'),
    text('jsonPath'),
    text('jsonValue'),
    word('check', 'anyCertificate'),
  ],
  tls: [host, port, text('serverName'), choice('starttls', ['', 'smtp', 'imap', 'pop3'])],
  dns: [
    must('domain'),
    text('server'),
    choice('recordType', ['A', 'AAAA', 'MX', 'NS', 'TXT', 'CNAME', 'PTR', 'SOA']),
    text('expect'),
  ],
  banner: [
    host,
    choice('protocol', ['smtp', 'imap', 'pop3']),
    security('security', ['starttls', 'tls', 'none']),
    port,
    text('serverName'),
    text('expect'),
  ],
  ntp: [host, port],
  web: [
    must('url'),
    number('staleDays'),
    number('changePercent'),
    text('selector'),
    text('after'),
    text('before'),
  ],
  mail: [
    must('from'),
    must('to'),
    ...server('send', ['starttls', 'tls', 'none']),
    choice('fetch.protocol', ['imap', 'pop3']),
    ...server('fetch', ['tls', 'starttls', 'none']),
    number('waitSeconds'),
  ],
}

type Named = { readonly id: string; readonly name: string }
export interface FormPlaces {
  readonly sites: readonly Named[]
  readonly departments: readonly Named[]
  readonly computers: readonly Named[]
  readonly devices: readonly Named[]
}

/** The first stands for none, or for what is usual. */
const places = (name: string, all: readonly Named[]): WordSpec =>
  word('select', name, [['', null], ...all.map(({ id, name: shown }) => [id, shown] as const)])

export function deviceSpecs({ sites, departments, computers }: FormPlaces): readonly WordSpec[] {
  return [
    must('name'),
    must('address'),
    choice('role', deviceRoles),
    places('site', sites),
    places('department', departments),
    places('poller', computers),
    word('check', 'ping'),
    number('everySeconds'),
    choice('snmp', ['', ...snmpVersions]),
    word('password', 'community_password'),
    text('snmp.user'),
    choice('snmp.level', snmpLevels),
    choice('snmp.authProtocol', snmpAuths),
    word('password', 'authKey_password'),
    choice('snmp.privProtocol', snmpPrivs),
    word('password', 'privKey_password'),
    number('snmp.port'),
    number('snmp.everySeconds'),
    text('snmp.profile'),
  ]
}

/** `pollers`: those of the check so far, which stay one choice when they are several. */
export function checkSpecs(
  kind: FormKind,
  { computers, devices }: FormPlaces,
  pollers: readonly string[],
): readonly WordSpec[] {
  const together =
    pollers.length > 1
      ? [{ id: pollers.join(','), name: pollers.map((id) => nameOf(computers, id)).join(', ') }]
      : []
  return [
    must('name'),
    ...kindWords[kind],
    places('device', devices),
    places('pollers', [...together, ...computers]),
    number('everySeconds'),
    number('timeoutMs'),
  ]
}

export const formKinds = Object.keys(kindWords) as readonly FormKind[]

/** With what is declared so far, by dotted path; secrets are never among it. */
export function filled(
  specs: readonly WordSpec[],
  held: Readonly<Record<string, unknown>>,
): readonly NetworkWord[] {
  return specs.map((spec) => {
    let value: unknown = spec.kind === 'password' ? '' : held
    if (spec.kind !== 'password')
      for (const step of spec.name.split('.'))
        value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
    const shown = value === false ? '' : value === true ? '1' : String(value)
    return { ...spec, value: isPlain ? shown : '' }
  })
}

function nameOf(all: readonly Named[], id: string): string {
  return all.find((one) => one.id === id)?.name ?? id
}
