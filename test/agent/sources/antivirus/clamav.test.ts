/** Debian's ClamAV with a database of its own and the EICAR test file. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { replayHost } from '../../../../agent/host/replay.ts'
import { antivirusSource } from '../../../../agent/sources/antivirus/antivirus.ts'
import { decodeDatabaseHeader } from '../../../../agent/sources/antivirus/linux/clamav-header.ts'
import { runningPrograms } from '../../../../agent/sources/antivirus/linux/processes.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { reader } from '../../../support/read-source.ts'
import { missing } from '../../../support/service.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const absent = missing('clamscan', 'clamav') || missing('clamd', 'clamav-daemon')
/** The EICAR test file, which every antivirus finds; in two halves, so that none finds it here. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const day = 86_400_000

describe.skipIf(absent)('a machine with ClamAV', () => {
  let root = ''
  let daemon: ChildProcess | undefined
  const at = (file: string): string => path.join(root, file)
  const write = (file: string, text: string | Buffer): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true })
    writeFileSync(at(file), text)
  }

  beforeAll(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'mlinzi-clamav-'))
    write('scan/mshahara-wa-asha.com', eicar)
    write('scan/safi.txt', 'Hakuna kitu hapa.')
    write(
      'var/lib/clamav/own.ndb',
      `Eicar-Test-Signature:0:0:${Buffer.from(eicar).toString('hex')}\n`,
    )
    const log = at('var/log/clamav/nightly.log')
    mkdirSync(path.dirname(log), { recursive: true })
    const scan = spawnSync('clamscan', ['-d', at('var/lib/clamav'), `--log=${log}`, at('scan')])
    expect(scan.status, 'clamscan found something').toBe(1)
    write(
      'clamd.conf',
      `Foreground yes\nLocalSocket ${at('socket')}\nDatabaseDirectory ${at('var/lib/clamav')}\nLogFile ${at('var/log/clamav/clamav.log')}\nLogTime yes\n`,
    )
    daemon = spawn('clamd', ['-c', at('clamd.conf')], { stdio: 'ignore' })
    await scanBySocket(at('socket'), at('scan'))
  }, 30_000)
  afterAll(async () => {
    if (daemon?.exitCode === null) {
      daemon.kill()
      await once(daemon, 'exit')
    }
    rmSync(root, { recursive: true, force: true })
  })

  /** The machine as the agent would see it, were the folder its root. */
  function machine(programs: Readonly<Record<string, string>>, database: string) {
    for (const [pid, name] of Object.entries(programs)) write(`proc/${pid}/comm`, `${name}\n`)
    write('usr/bin/clamscan', '')
    write('etc/clamav/freshclam.conf', 'DatabaseDirectory /var/lib/clamav\n')
    const version = spawnSync('clamscan', ['--version'], { encoding: 'utf8' })
    const { mtimeMs, size } = statSync(at(database))
    const answers = {
      files: {
        [`/${database}`]: {
          kind: 'file',
          bytes: size,
          modifiedMs: mtimeMs,
          changedMs: mtimeMs,
          mode: 420,
        },
      },
      runs: {
        '/usr/bin/clamscan --version': { exitCode: 0, stdout: version.stdout, stderr: '' },
      },
    }
    write('answers.json', JSON.stringify(answers))
    const clock = new VirtualClock(mtimeMs + day)
    const read = reader(antivirusSource, replayHost(root, clock), clock)
    return read
  }

  test('its daemon is seen among the running programs', () => {
    const host = liveHost(systemClock)
    expect(runningPrograms(host).has('clamd')).toBe(true)
    host.close()
  })

  test('with the daemon: protected, definitions of a day, last scan and both findings, no file name', async () => {
    const rows = await machine({ 11: 'clamd', 12: 'systemd' }, 'var/lib/clamav/own.ndb')()
    const fields = (name: string) => rows.filter((row) => row.measurement.name === name)
    expect(fields('antivirus')[0]?.fields).toMatchObject({
      state: 'protected',
      product: 'ClamAV',
      realtime: false,
      definitions_age: 86_400,
      threats_found: 2,
    })
    const [product] = fields('antivirus_product')
    const version = /ClamAV ([\d.]+)/.exec(
      spawnSync('clamscan', ['--version'], { encoding: 'utf8' }).stdout,
    )?.[1]
    expect(product?.fields['version']).toBe(version)
    const scanned = Number(fields('antivirus')[0]?.fields['scan_at'])
    expect(Math.abs(scanned * 1000 - statSync(at('scan/safi.txt')).mtimeMs)).toBeLessThan(60_000)
    const threats = fields('antivirus_threat')
    expect(threats.map((row) => row.fields['threat'])).toEqual([
      'Eicar-Test-Signature.UNOFFICIAL',
      'Eicar-Test-Signature.UNOFFICIAL',
    ])
    expect(JSON.stringify(rows)).not.toMatch(/mshahara|asha|scan\//)
  })

  test('a second look tells the same detections by the same ids', async () => {
    const read = machine({ 11: 'clamd' }, 'var/lib/clamav/own.ndb')
    const ids = async () => (await read()).map(({ fields }) => fields['detection'])
    expect(await ids()).toEqual(await ids())
  })

  test('the header of a database is read as sigtool reads it', () => {
    const seconds = Date.UTC(2026, 10, 22, 9, 33) / 1000
    for (const tail of [`:${seconds}`, '']) {
      const fields = ['ClamAV-VDB', '22 Nov 2026 04-33 -0500', '27828', '2066000', '90']
      const header = [...fields, '0'.repeat(32), 'A'.repeat(40), 'builder'].join(':') + tail
      write('daily.cvd', header.padEnd(512))
      const told = spawnSync('sigtool', [`--info=${at('daily.cvd')}`], { encoding: 'utf8' }).stdout
      const decoded = decodeDatabaseHeader(readFileSync(at('daily.cvd')))
      expect(told).toContain(`Version: ${decoded?.version}`)
      expect(told).toContain(`Signatures: ${decoded?.signatures}`)
      expect(told).toContain('Build time: 22 Nov 2026 04:33 -0500')
      expect(decoded?.builtMs).toBe(seconds * 1000)
    }
  })
})

/** Waits for the daemon's socket and has it look through the folder. */
async function scanBySocket(socket: string, folder: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = existsSync(socket) ? await send(socket, `zSCAN ${folder}\0`) : undefined
    if (answer?.includes('FOUND')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('clamd did not answer')
}

function send(socket: string, command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const line = net.connect(socket)
    let answer = ''
    line.on('connect', () => line.write(command))
    line.on('data', (bytes) => (answer += bytes.toString()))
    line.on('error', () => resolve(undefined))
    line.on('close', () => resolve(answer))
  })
}
