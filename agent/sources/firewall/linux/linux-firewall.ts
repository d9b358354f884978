/**
 * The firewall of Linux. ufw and firewalld are asked first, for their names; what the kernel itself
 * holds decides where neither is at work. Rules that Docker adds guard its networks, not the computer.
 */
import { TimedOut } from '../../../../lib/deadline.ts'
import { NotPresent, Unknown, type Host, type RunResult } from '../../../host/host.ts'
import { parsedJson } from '../../parts/narrow.ts'
import type { FirewallVerdict } from '../verdict.ts'
import { decodeServiceStatus, isOpenZone } from './firewalld.ts'
import { decodeIptablesSave } from './iptables-save.ts'
import { decodeRuleset, type InputProtection } from './nft-ruleset.ts'
import { decodeUfwStatus } from './ufw.ts'

const rulesetBytesMax = 16 * 1024 * 1024

/** Throws Unknown when nothing could be asked. */
export async function linuxFirewall(host: Host): Promise<FirewallVerdict> {
  return (
    (await firewalld(host)) ??
    (await ufw(host)) ??
    (await nftables(host)) ??
    (await iptables(host)) ??
    (await withoutTools(host))
  )
}

async function firewalld(host: Host): Promise<FirewallVerdict | undefined> {
  const service = ['--no-pager', 'status', 'firewalld.service']
  const status = await run(host, '/usr/bin/systemctl', service)
  const runs =
    (status && decodeServiceStatus(status.stdout)) ??
    (await run(host, '/usr/bin/firewall-cmd', ['--state']))?.stdout.trim() === 'running'
  if (!runs) return undefined
  const zone = await run(host, '/usr/bin/firewall-cmd', ['--get-default-zone'])
  const open = zone !== undefined && isOpenZone(zone.stdout)
  return { state: open ? 'off' : 'on', product: 'firewalld' }
}

async function ufw(host: Host): Promise<FirewallVerdict | undefined> {
  const told = await run(host, '/usr/sbin/ufw', ['status', 'verbose'])
  const status = told && decodeUfwStatus(told.stdout)
  if (!status?.active) return undefined
  return { state: status.incoming === 'allow' ? 'partly' : 'on', product: 'ufw' }
}

async function nftables(host: Host): Promise<FirewallVerdict | undefined> {
  const told = await run(host, '/usr/sbin/nft', ['-j', 'list', 'ruleset'])
  if (!told || told.exitCode !== 0) return undefined
  const protection = decodeRuleset(parsedJson(told.stdout))
  if (!protection) throw new Unknown('bad_output', 'nft printed no ruleset')
  const legacy = legacyTables(host) ? await iptables(host) : undefined
  if (legacy && legacy.state !== 'off') return legacy
  return verdictOf(protection, host, 'nftables')
}

async function iptables(host: Host): Promise<FirewallVerdict | undefined> {
  const four = await run(host, '/usr/sbin/iptables-save', [])
  if (!four || four.exitCode !== 0) return undefined
  const six = await run(host, '/usr/sbin/ip6tables-save', [])
  const protection = {
    ipv4: decodeIptablesSave(four.stdout) ?? false,
    ipv6: (six && decodeIptablesSave(six.stdout)) ?? false,
  }
  return verdictOf(protection, host, 'iptables')
}

function verdictOf({ ipv4, ipv6 }: InputProtection, host: Host, product: string): FirewallVerdict {
  const needed = [ipv4, ...(usesIpv6(host) ? [ipv6] : [])]
  if (needed.every(Boolean)) return { state: 'on', product }
  return { state: needed.some(Boolean) ? 'partly' : 'off', product }
}

/** Any address but the loopback's own. */
function usesIpv6(host: Host): boolean {
  const lines = textNow(host, '/proc/net/if_inet6')?.trim().split('\n') ?? []
  return lines.some((line) => line !== '' && !/\slo$/.test(line))
}

/** Tables of the old iptables, which nft does not see. */
function legacyTables(host: Host): boolean {
  return (textNow(host, '/proc/net/ip_tables_names') ?? '').trim() !== ''
}

/** Without any tool there are rules only if something loaded the kernel's parts for them. */
async function withoutTools(host: Host): Promise<FirewallVerdict> {
  const privileged = host.facts().privileged
  const tools = ['/usr/sbin/nft', '/usr/sbin/iptables-save', '/usr/sbin/ufw']
  const installed: string[] = []
  for (const tool of tools) if (await host.fileInfo(tool)) installed.push(tool)
  if (installed.length > 0) {
    if (privileged !== true) throw new Unknown('no_privilege', 'Only root may read the rules')
    throw new Unknown('provider_failed', `${installed.join(', ')} did not tell the rules`)
  }
  const loaded = ['/sys/module/nf_tables', '/sys/module/ip_tables']
  for (const part of loaded) {
    if (await host.fileInfo(part)) throw new Unknown('not_installed', 'nftables is not installed')
  }
  return { state: 'off' }
}

/** Undefined: it is not installed. */
async function run(
  host: Host,
  program: string,
  args: readonly string[],
): Promise<RunResult | undefined> {
  try {
    return await host.run(program, args, { timeoutMs: 15_000, outputBytesMax: rulesetBytesMax })
  } catch (error) {
    if (error instanceof NotPresent) return undefined
    if (error instanceof TimedOut) throw new Unknown('timed_out', error.message)
    throw error
  }
}

/** Undefined: there is no such file, or it may not be read. */
function textNow(host: Host, path: string): string | undefined {
  try {
    return host.readTextNow(path)
  } catch (error) {
    if (error instanceof NotPresent) return undefined
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return undefined
    throw error
  }
}
