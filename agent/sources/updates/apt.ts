/** Debian and Ubuntu: what `apt-get -s dist-upgrade` would install. */
import type { Pending } from './pending.ts'

const linesMax = 20_000

/**
 * Lines `Inst name [old] (new Label:Release/suite [arch])`; a security update comes from a suite or
 * label whose name ends in -security or is Debian-Security. Undefined: this is no simulation.
 * Source: apt-get(8), pkgSimulate::Policy in apt.
 */
export function parseAptSimulation(text: string): Pending | undefined {
  // The last line of every simulation that worked: "3 upgraded, 1 newly installed, …"; in the
  // newer form of apt 3.0 "Upgrading: 3, Installing: 1, …".
  if (!/^(?:\d+ upgraded, \d+ newly installed|\s*Upgrading: \d+, Installing: \d+)/m.test(text)) {
    return undefined
  }
  const installs = text.split('\n', linesMax).filter((line) => line.startsWith('Inst '))
  // A package in brackets has an old version; new ones only come along.
  const upgrades = installs.filter((line) => /^Inst \S+ \[/.test(line))
  const security = upgrades.filter((line) => /\(.*(?:-[Ss]ecurity)\b/.test(line))
  return { pending: upgrades.length, security: security.length }
}

/** `APT::Periodic::Unattended-Upgrade "1";` of the files under apt.conf.d, in their order. */
export function unattendedUpgrades(texts: readonly string[]): boolean | undefined {
  let value: string | undefined
  for (const text of texts) {
    const uncommented = text.replaceAll(/^\s*(?:\/\/|#).*$/gm, '')
    for (const [, found] of uncommented.matchAll(
      /APT::Periodic::Unattended-Upgrade\s+"([^"]{1,16})"/g,
    )) {
      value = found
    }
  }
  return value === undefined ? undefined : value !== '0'
}
