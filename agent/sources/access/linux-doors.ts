/** Linux ways in: sshd_config(5), the login managers' automatic login, Samba and NFS shares. */
import type { WaysIn } from './ways-in.ts'

export interface DoorTexts {
  /** Undefined: no SSH server is installed. Files of sshd_config.d come first: the first word counts. */
  readonly sshd: readonly string[] | undefined
  /** Local ports in state LISTEN, of /proc/net/tcp and tcp6. */
  readonly sockets: readonly string[]
  readonly loginManagers: readonly string[]
  readonly samba: string | undefined
  readonly exports: string | undefined
}

const linesMax = 5000
const listening = '0A'
const sshPort = 22

export function parseLinuxDoors(texts: DoorTexts): Partial<WaysIn> {
  return {
    ...ssh(texts),
    autoLogon: texts.loginManagers.some(logsInAlone),
    openShares: openSambaShares(texts.samba ?? '') + openExports(texts.exports ?? ''),
  }
}

function ssh({ sshd, sockets }: DoorTexts): Partial<WaysIn> {
  if (sshd === undefined) return { sshOpen: false }
  const words = globalWords(sshd)
  const ports = words.get('port')?.map(Number) ?? [sshPort]
  const passwords = words.get('passwordauthentication')?.[0] !== 'no'
  const root = words.get('permitrootlogin')?.[0] ?? 'prohibit-password'
  return {
    sshOpen: ports.some((port) => sockets.some((text) => listensOn(text, port))),
    sshPasswords: passwords,
    sshRoot: passwords && root === 'yes',
  }
}

/** Words before the first Match block; of each, what is written first. Ports add up. */
function globalWords(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>()
  for (const text of texts) {
    for (const line of text.split('\n', linesMax)) {
      const [, name, value] = /^\s*(\w+)[\s=]+"?([^"\s#]+)/.exec(line) ?? []
      if (name === undefined || value === undefined) continue
      const key = name.toLowerCase()
      if (key === 'match') break
      words.set(key, [...(words.get(key) ?? []), value.toLowerCase()])
    }
  }
  return words
}

/** ` 0: 00000000:0016 00000000:0000 0A …`; an address of only this computer is no door. */
function listensOn(text: string, port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return text.split('\n', linesMax).some((line) => {
    const [, address = '', found, state] =
      /^\s*\d+:\s+([0-9A-F]+):([0-9A-F]{4})\s+\S+\s+([0-9A-F]{2})/.exec(line) ?? []
    const own = /^(?:0100007F|0{24}01000000)$/.test(address)
    return state === listening && found === hex && !own
  })
}

/** GDM's AutomaticLoginEnable, LightDM's autologin-user, SDDM's [Autologin] User. */
function logsInAlone(text: string): boolean {
  const plain = text.replaceAll(/^\s*[#;].*$/gm, '')
  if (/^\s*AutomaticLoginEnable\s*=\s*(?:true|1)\s*$/im.test(plain)) return true
  if (/^\s*autologin-user\s*=\s*\S+/m.test(plain)) return true
  return /\[Autologin\][^[]*?^\s*User\s*=\s*\S+/m.test(plain)
}

/** Shares that let in who gives no password. */
function openSambaShares(text: string): number {
  const parts = text.split(/^\s*\[/m).slice(1, 200)
  const open = parts.filter((part) => {
    const name = part.slice(0, part.indexOf(']')).trim().toLowerCase()
    const plain = part.replaceAll(/^\s*[#;].*$/gm, '')
    const letsIn = /^\s*(?:guest ok|public)\s*=\s*(?:yes|true|1)\s*$/im.test(plain)
    return letsIn && !['global', 'homes', 'printers', 'print$'].includes(name)
  })
  return open.length
}

/** `/srv *(rw,…)` or without any name: to the whole world, for writing. */
function openExports(text: string): number {
  return text
    .split('\n', linesMax)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => /\s(?:\*|0\.0\.0\.0\/0)?\([^)]*\brw\b/.test(line)).length
}
