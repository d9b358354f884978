/** Products on Linux that have a program to ask. Each is asked only where it is installed. */
import type { Host } from '../../../host/host.ts'
import { decodeMdatp } from '../mdatp.ts'
import type { AntivirusProduct } from '../product.ts'
import { ask, outputOf, silenceOf, type Told } from '../tell.ts'
import { decodeBduitool } from './bitdefender.ts'
import { decodeEsetLicence, decodeEsetModules } from './eset.ts'
import { decodeFalconctl } from './falcon.ts'
import { decodeKesl } from './kaspersky.ts'
import { decodeSentinelLinux } from './sentinelone.ts'

type Running = ReadonlySet<string>
type Reader = (host: Host, running: Running, nowMs: number) => Promise<AntivirusProduct | undefined>

export async function commercialProducts(
  host: Host,
  running: Running,
  nowMs: number,
): Promise<readonly AntivirusProduct[]> {
  const found: AntivirusProduct[] = []
  for (const read of readers) {
    const product = await read(host, running, nowMs)
    if (product) found.push(product)
  }
  return found
}

const defender: Reader = async (host, running, nowMs) => {
  const told = await ask(host, '/usr/bin/mdatp', ['health', '--output', 'json'])
  if (silenceOf(told) === 'not_installed') return undefined
  const decoded = decodeMdatp(outputOf(told), nowMs)
  return decoded ?? unanswered('Microsoft Defender', told, running.has('wdavdaemon'))
}

const bitdefender: Reader = async (host, running) => {
  const told = await ask(host, '/opt/bitdefender-security-tools/bin/bduitool', ['get', 'ps'])
  if (silenceOf(told) === 'not_installed') return undefined
  return decodeBduitool(outputOf(told)) ?? unanswered('Bitdefender', told, running.has('bdsecd'))
}

const eset: Reader = async (host, running) => {
  for (const { folder, name, programs } of esetKinds) {
    const modules = await ask(host, `${folder}/bin/upd`, ['--list-modules'])
    if (silenceOf(modules) === 'not_installed') continue
    const licence = await ask(host, `${folder}/sbin/lic`, ['--status'])
    return {
      name,
      state: programs.some((program) => running.has(program)) ? 'on' : 'off',
      ...decodeEsetModules(outputOf(modules)),
      licenceEndMs: decodeEsetLicence(outputOf(licence)),
    }
  }
  return undefined
}
const esetKinds = [
  {
    folder: '/opt/eset/eea',
    name: 'ESET Endpoint Antivirus',
    programs: ['oaeventd', 'scand', 'odfeeder', 'eea'],
  },
  {
    folder: '/opt/eset/efs',
    name: 'ESET Server Security',
    programs: ['oaeventd', 'scand', 'odfeeder', 'efs'],
  },
] as const

const kaspersky: Reader = async (host, running) => {
  for (const program of ['/usr/bin/kesl-control', '/opt/kaspersky/kesl/bin/kesl-control']) {
    const told = await ask(host, program, ['--app-info'])
    if (silenceOf(told) === 'not_installed') continue
    const facts = decodeKesl(outputOf(told))
    return {
      name: 'Kaspersky Endpoint Security',
      state: running.has('kesl') && facts.realtime !== false ? 'on' : 'off',
      ...facts,
    }
  }
  return undefined
}

const sentinelone: Reader = async (host, running) => {
  const program = '/opt/sentinelone/bin/sentinelctl'
  const status = await ask(host, program, ['control', 'status'])
  if (silenceOf(status) === 'not_installed') return undefined
  const version = await ask(host, program, ['version'])
  const runs = running.has('s1-agent') || running.has('sentinelone-age')
  return (
    decodeSentinelLinux(outputOf(status), outputOf(version)) ?? {
      ...unanswered('SentinelOne', status, runs),
      besideOthers: true,
    }
  )
}

const falcon: Reader = async (host, running) => {
  const told = await ask(host, '/opt/CrowdStrike/falconctl', ['-g', '--version', '--rfm-state'])
  if (silenceOf(told) === 'not_installed') return undefined
  const { version, reduced } = decodeFalconctl(outputOf(told))
  const runs = [...running].some((name) => name.startsWith('falcon-sensor'))
  return {
    name: 'CrowdStrike Falcon',
    state: runs && reduced !== true ? 'on' : 'off',
    besideOthers: true,
    version,
  }
}

const readers: readonly Reader[] = [defender, bitdefender, eset, kaspersky, sentinelone, falcon]

/** It is installed and does not say how it is: that it does not run is certain, the rest is not. */
function unanswered(name: string, told: Told, runs: boolean): AntivirusProduct {
  if (!runs) return { name, state: 'off' }
  return { name, state: 'unknown', reason: silenceOf(told) ?? 'bad_output' }
}
