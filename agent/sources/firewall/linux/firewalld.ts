/** `systemctl --no-pager status firewalld.service` and `firewall-cmd`. */

/** Undefined when systemd does not know such a service, or does not run here. */
export function decodeServiceStatus(output: string): boolean | undefined {
  const state = /^\s*Active: ([a-z-]+)(?: \(([a-z-]+)\))?/m.exec(output.slice(0, 65_536))
  if (!state) return undefined
  return state[1] === 'active' && (state[2] === undefined || state[2] === 'running')
}

/** `firewall-cmd --get-default-zone`: in the zone "trusted" every connection is accepted. */
export function isOpenZone(output: string): boolean {
  return output.trim() === 'trusted'
}
