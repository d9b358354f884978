import { passwordPolicy } from '../../../contract/catalogue/families/password-policy.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { Unknown, type Host } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { readLinuxPolicy } from './linux.ts'
import { parseMacPolicy } from './mac-policy.ts'
import type { Policy } from './policy.ts'
import { parseWindowsPolicy } from './windows-policy.ts'

export const passwordPolicySource: Source = {
  name: 'password_policy',
  beat: 'daily',
  timeoutMs: 330_000,
  platforms: ['linux', 'win32', 'darwin'],
  measurements: [passwordPolicy.name],
  about: [
    {
      platform: 'linux',
      read: '/etc/login.defs, pwquality.conf, faillock.conf and the PAM stack',
      privilege: 'user',
      cost: 'eight small files',
      tried: 'this Debian and written files of RHEL',
    },
    {
      platform: 'win32',
      read: 'WinNT provider (numbers), `secedit /export` for complexity, which needs an administrator',
      privilege: 'administrator',
      cost: 'a part of the queries',
      tried: 'a recorded export; no real Windows',
    },
    {
      platform: 'darwin',
      read: '`pwpolicy -getaccountpolicies`',
      privilege: 'administrator',
      cost: 'one program a day',
      tried: 'written output; no hardware',
    },
  ],
  start:
    () =>
    async ({ host }) => [toReading(await read(host))],
}

async function read(host: Host): Promise<Policy> {
  if (host.platform === 'win32') return await readWindows(host)
  if (host.platform === 'darwin') return await readMac(host)
  return await readLinuxPolicy(host)
}

async function readWindows(host: Host): Promise<Policy> {
  const facts = await host.windows('daily')
  let refusal: Unknown | undefined
  const ask = (name: string): unknown => {
    try {
      return windowsSection(facts, name)
    } catch (error) {
      if (error instanceof Unknown) refusal ??= error
      return undefined
    }
  }
  const sections = {
    accounts: ask('accounts'),
    security: ask('securityPolicy'),
    joined: ask('joined'),
  }
  const policy = parseWindowsPolicy(sections)
  if (!policy) throw refusal ?? new Unknown('bad_output', 'The rules cannot be understood')
  return { ...policy, reason: refusal?.reason }
}

async function readMac(host: Host): Promise<Policy> {
  const { stdout, exitCode } = await host.run('/usr/bin/pwpolicy', ['-getaccountpolicies'])
  const policy = exitCode === 0 ? parseMacPolicy(stdout) : undefined
  if (policy) return policy
  throw new Unknown(
    host.facts().privileged ? 'bad_output' : 'no_privilege',
    `pwpolicy ended with ${exitCode}`,
  )
}

function toReading(policy: Policy) {
  return reading(
    passwordPolicy,
    {},
    {
      scope: policy.scope,
      reason: policy.reason ?? 'none',
      min_length: policy.minLength ?? null,
      complexity: policy.complexity ?? null,
      max_age: policy.maxAgeDays ?? null,
      min_age: policy.minAgeDays ?? null,
      history: policy.history ?? null,
      lockout_threshold: policy.lockoutThreshold ?? null,
      lockout_minutes: policy.lockoutMinutes ?? null,
      reversible: policy.reversible ?? null,
    },
  )
}
