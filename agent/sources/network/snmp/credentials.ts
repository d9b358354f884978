/** From the wire's words for access to a device to those of the sessions. */
import type { SnmpAccess } from '../../../../contract/wire/network.ts'
import type { Credentials } from './target.ts'

const auths = {
  md5: 'md5',
  sha: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
} as const
const privs = { des: 'des', aes: 'aes128', aes256b: 'aes256', aes256r: 'aes256-reeder' } as const

/** What is missing is asked for without: the device refuses, and says so. */
export function credentialsOf(snmp: SnmpAccess): Credentials {
  if (snmp.version !== '3') {
    return { version: snmp.version === '1' ? 1 : 2, community: snmp.community ?? '' }
  }
  const { user = '', context, level = 'authPriv', authKey, privKey } = snmp
  const { authProtocol = 'sha256', privProtocol = 'aes' } = snmp
  const auth = authKey !== undefined && level !== 'noAuthNoPriv'
  const priv = auth && privKey !== undefined && level === 'authPriv'
  return {
    version: 3,
    user,
    context,
    auth: auth ? { protocol: auths[authProtocol], password: authKey } : undefined,
    priv: priv ? { protocol: privs[privProtocol], password: privKey } : undefined,
  }
}

/** Whether all is there that the level asks for: what comes in is not believed with less. */
export function isWhole(snmp: SnmpAccess): boolean {
  const {
    version,
    community = '',
    user = '',
    level = 'authPriv',
    authKey = '',
    privKey = '',
  } = snmp
  if (version !== '3') return community !== ''
  if (user === '') return false
  return level === 'noAuthNoPriv' || (authKey !== '' && (level === 'authNoPriv' || privKey !== ''))
}
