/** From words on the command line to a target. */
import dns from 'node:dns/promises'
import net from 'node:net'
import type { AuthProtocol, PrivProtocol, SnmpTarget } from '../sources/network/snmp/target.ts'
import type { AccessWords } from './snmp-words.ts'

const auths: readonly AuthProtocol[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']
const privs: readonly PrivProtocol[] = ['des', 'aes128', 'aes256', 'aes256-reeder']
type Environment = Readonly<Record<string, string | undefined>>

/** The target, or a sentence that says what is wrong with the words. */
export function targetOf(
  device: string | undefined,
  words: AccessWords,
  env: Environment,
): SnmpTarget | string {
  if (!device) return 'Which device? mlinzi agent once snmp <address or name>'
  const port = Number(words.port ?? 161)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `${words.port} is no port`
  const timeoutMs = Number(words.timeout ?? 2.5) * 1000
  if (!(timeoutMs >= 100 && timeoutMs <= 60_000)) return '--timeout is 0.1 to 60 seconds'
  const credentials = credentialsOf(words, env)
  if (typeof credentials === 'string') return credentials
  const { profile } = words
  return { device, address: device, port, credentials, profile, beatSeconds: 60, timeoutMs }
}

function credentialsOf(words: AccessWords, env: Environment): SnmpTarget['credentials'] | string {
  const { snmpVersion: version = '2c', user, context } = words
  if (version === '1' || version === '2c') {
    const community = env['MLINZI_SNMP_COMMUNITY'] ?? 'public'
    return { version: version === '1' ? 1 : 2, community }
  }
  if (version !== '3') return `SNMP has the versions 1, 2c and 3; not ${version}`
  if (!user) return 'SNMPv3 needs --user'
  const auth = auths.find((one) => one === (words.auth ?? 'sha256'))
  const priv = privs.find((one) => one === (words.priv ?? 'aes128'))
  if (!auth) return `--auth is one of ${auths.join(', ')}`
  if (!priv) return `--priv is one of ${privs.join(', ')}`
  const authPassword = env['MLINZI_SNMP_AUTH_PASSWORD']
  const privPassword = env['MLINZI_SNMP_PRIV_PASSWORD']
  if (privPassword && !authPassword)
    return 'Encryption needs authentication too: set MLINZI_SNMP_AUTH_PASSWORD'
  if ([authPassword, privPassword].some((one) => one !== undefined && one.length < 8)) {
    return 'Passwords of SNMPv3 have at least 8 characters'
  }
  return {
    version: 3,
    user,
    context,
    auth: authPassword ? { protocol: auth, password: authPassword } : undefined,
    priv: privPassword ? { protocol: priv, password: privPassword } : undefined,
  }
}

/** The first address of the name; undefined when it has none. */
export async function addressOf(name: string): Promise<string | undefined> {
  if (net.isIP(name) !== 0) return name
  try {
    return (await dns.lookup(name, { order: 'ipv4first' })).address
  } catch {
    return undefined
  }
}
