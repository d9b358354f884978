/** The application firewall of macOS. */
import { NotPresent, Unknown, type Host } from '../../../host/host.ts'
import type { FirewallVerdict } from '../verdict.ts'

const product = 'Application Firewall'

/** Throws Unknown when neither the program nor the settings file answers. */
export async function macosFirewall(host: Host): Promise<FirewallVerdict> {
  const program = '/usr/libexec/ApplicationFirewall/socketfilterfw'
  const state =
    decodeSocketFilter(await output(host, program, ['--getglobalstate'])) ??
    // Before macOS 15 the setting was also a file; that file is gone since.
    decodeGlobalState(
      await output(host, '/usr/bin/defaults', [
        'read',
        '/Library/Preferences/com.apple.alf',
        'globalstate',
      ]),
    )
  if (!state) throw new Unknown('bad_output', 'The application firewall did not tell its state')
  return state
}

/** "Firewall is enabled. (State = 1)". */
export function decodeSocketFilter(text: string): FirewallVerdict | undefined {
  return byNumber(/\(State = (\d)\)/.exec(text.slice(0, 4096))?.[1])
}

/** The number alone, as `defaults read` prints it. */
export function decodeGlobalState(text: string): FirewallVerdict | undefined {
  return byNumber(/^\s*(\d)\s*$/.exec(text.slice(0, 64))?.[1])
}

/** 0 off, 1 on, 2 on and refusing every incoming connection. */
function byNumber(state: string | undefined): FirewallVerdict | undefined {
  switch (state) {
    case '0':
      return { state: 'off', product, blockAll: false }
    case '1':
      return { state: 'on', product, blockAll: false }
    case '2':
      return { state: 'on', product, blockAll: true }
    default:
      return undefined
  }
}

async function output(host: Host, program: string, args: readonly string[]): Promise<string> {
  try {
    return (await host.run(program, args, { timeoutMs: 10_000 })).stdout
  } catch (error) {
    if (error instanceof NotPresent) return ''
    throw error
  }
}
