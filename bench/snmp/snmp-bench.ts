/**
 * One poller with 500 switches of 30 ports at 60 s, ICMP beside it: CPU of the poller and of its fping,
 * missed beats, bytes on the wire for each device. SNMPv3 beside v2c against the same snmpd.
 */
import path from 'node:path'
import { readOnce, targetAt } from '../../test/support/snmp/read-device.ts'
import { netSnmpMissing, password, privPassword, Snmpd } from '../../test/support/snmp/snmpd.ts'
import { startNode } from '../child.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'

const devices = size('SNMP_DEVICES', 500, 100)
const ports = size('SNMP_PORTS', 30, 30)
/** Two minutes are measured after one in which all is read for the first time. */
const seconds = size('SNMP_SECONDS', 120, 60)
const warmSeconds = 65
const v3Readings = size('SNMP_V3_READINGS', 100, 20)

interface Done {
  readonly type: 'done'
  readonly cpuSeconds: number
  readonly warmCpuSeconds: number
  readonly rows: number
  readonly readings: number
  readonly bytes: number
  readonly missed: number
  readonly givenUp: number
  readonly rssMegabytes: number
}

export async function snmpBench(): Promise<BenchRow[]> {
  const here = import.meta.dirname
  const words = [String(devices), String(ports)]
  const served = startNode(path.join(here, 'devices.ts'), words, {})
  const ready = await served.message<{ type: 'ready'; ports: readonly number[] }>('ready')
  const poller = startNode(path.join(here, 'poller.ts'), [], {})
  try {
    await poller.message<{ type: 'started' }>('started')
    poller.send({ ports: ready.ports, seconds, warmSeconds })
    const done = await poller.message<Done>('done', (seconds + warmSeconds + 60) * 1000)
    const expected = devices * (seconds / 60)
    if (done.readings < expected * 0.95) {
      throw new Error(`Only ${done.readings} of ${expected} readings were made`)
    }
    return [...rowsOf(done), ...(await versionsBench())]
  } finally {
    await poller.stop()
    await served.stop()
  }
}

function rowsOf(done: Done): BenchRow[] {
  const name = `${devices} devices of ${ports} ports at 60 s`
  return [
    {
      name: 'poller CPU, SNMP and ICMP',
      value: (done.cpuSeconds * 100) / seconds,
      unit: '% of a core',
    },
    { name: 'poller missed beats', value: done.missed + done.givenUp, unit: 'beats' },
    { name: `${name}: first reading of all`, value: done.warmCpuSeconds, unit: 'CPU-s' },
    { name: `${name}: rows into the spool`, value: done.rows / seconds, unit: 'rows/s' },
    {
      name: 'bytes on the wire for a device and beat',
      value: done.bytes / done.readings,
      unit: 'B',
    },
    { name: 'poller memory', value: done.rssMegabytes, unit: 'MB' },
  ]
}

/** Whole first readings of one snmpd, session and keys anew each time: the dearest case of v3. */
async function versionsBench(): Promise<BenchRow[]> {
  if (netSnmpMissing('snmpd', 'snmpd')) return []
  const snmpd = await Snmpd.start()
  try {
    const plain = await cost(() => readOnce(targetAt(snmpd.port)))
    const credentials = {
      version: 3,
      user: 'sha256',
      auth: { protocol: 'sha256', password },
      priv: { protocol: 'aes128', password: privPassword },
    } as const
    const secure = await cost(() => readOnce(targetAt(snmpd.port, { credentials })))
    const name = 'CPU of a first reading of snmpd'
    const comparedWith = 'v2c of the same device'
    return [
      { name: `${name}, v2c`, value: plain, unit: 'ms' },
      {
        name: `${name}, v3 authPriv`,
        value: secure,
        unit: 'ms',
        comparedWith,
        ratio: secure / plain,
      },
    ]
  } finally {
    await snmpd.stop()
  }
}

async function cost(read: () => Promise<unknown>): Promise<number> {
  await read()
  const before = process.cpuUsage()
  for (let at = 0; at < v3Readings; at++) await read()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / v3Readings
}
