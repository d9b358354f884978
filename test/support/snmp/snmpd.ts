/** Debian's snmpd on loopback with users of SNMPv3. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const password = 'longAuthPassword1'
export const privPassword = 'longPrivPassword2'
const folders = `${process.env['PATH'] ?? ''}:/usr/sbin`

/** Whether a program of net-snmp is missing; where every service is required, that is a failure. */
export function netSnmpMissing(program: 'snmpd' | 'snmptrap', packageName: string): boolean {
  const found = spawnSync(program, ['-v'], { env: { PATH: folders } }).error === undefined
  if (found) return false
  const sentence = `${program} is not installed (Debian package ${packageName})`
  if (process.env['MLINZI_REQUIRE_SERVICES'] === '1') throw new Error(sentence)
  console.warn(`skipped: ${sentence}`)
  return true
}

export class Snmpd {
  readonly port: number
  readonly #child: ChildProcess
  readonly #folder: string
  private constructor(port: number, child: ChildProcess, folder: string) {
    this.port = port
    this.#child = child
    this.#folder = folder
  }

  static async start(): Promise<Snmpd> {
    const folder = mkdtempSync(path.join(tmpdir(), 'snmpd-'))
    const port = await freePort()
    const users = [
      ['sha256', 'SHA-256', 'AES'],
      ['sha512', 'SHA-512', 'AES-256'],
      ['sha1', 'SHA', 'AES'],
    ].map(
      ([name, auth, priv]) =>
        `createUser ${name} ${auth} ${password} ${priv} ${privPassword}\nrouser ${name} authpriv`,
    )
    const config = path.join(folder, 'snmpd.conf')
    writeFileSync(
      config,
      ['rocommunity public 127.0.0.1', 'sysLocation Room 4', 'sysContact Fundi', ...users, ''].join(
        '\n',
      ),
    )
    const child = spawn('snmpd', ['-f', '-Le', '-C', '-c', config, `udp:127.0.0.1:${port}`], {
      env: { PATH: folders, SNMP_PERSISTENT_DIR: folder, MIBS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.setEncoding('utf8')
    for await (const text of child.stderr) if (/NET-SNMP version/.test(String(text))) break
    return new Snmpd(port, child, folder)
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
