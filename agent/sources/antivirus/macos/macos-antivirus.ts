import { NotPresent, type Host } from '../../../host/host.ts'
import { decodeMdatp } from '../mdatp.ts'
import type { AntivirusFindings, AntivirusProduct, Threat } from '../product.ts'
import { ask, outputOf, silenceOf, type Told } from '../tell.ts'
import { decodeSentinelMac, sentinelInfected } from './sentinelctl.ts'
import { decodeBundleVersion, decodeGatekeeper, decodeSystemIntegrity } from './xprotect.ts'

/** macOS 15 moved the definitions; the old place then keeps an old version. */
const xprotectBundles = [
  '/var/protected/xprotect/XProtect.bundle/Contents/Info.plist',
  '/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist',
]

/** Antivirus on macOS, which always has XProtect of its own. */
export async function macosAntivirus(host: Host, nowMs: number): Promise<AntivirusFindings> {
  const gatekeeper = decodeGatekeeper(outputOf(await ask(host, '/usr/sbin/spctl', ['--status'])))
  const integrity = await ask(host, '/usr/bin/csrutil', ['status'])
  const mdatp = await ask(host, '/usr/local/bin/mdatp', ['health', '--output', 'json'])
  const sentinel = await ask(host, '/usr/local/bin/sentinelctl', ['status'])
  const others = [
    installed(mdatp, 'Microsoft Defender', (output) => decodeMdatp(output, nowMs)),
    installed(sentinel, 'SentinelOne', decodeSentinelMac),
  ].filter((product) => product !== undefined)
  const version = await xprotectVersion(host)
  return {
    products: [...others, xprotect(version, gatekeeper)],
    threats: infection(sentinelInfected(outputOf(sentinel))),
    withoutProduct: 'none',
    gatekeeper,
    systemIntegrity: decodeSystemIntegrity(outputOf(integrity)),
  }
}

/** It looks only at what Gatekeeper lets it look at; Apple tells no date of its definitions. */
function xprotect(version: string | undefined, gatekeeper: boolean | undefined): AntivirusProduct {
  const state = gatekeeper === undefined ? 'unknown' : gatekeeper ? 'on' : 'off'
  return {
    name: 'XProtect',
    state,
    reason: state === 'unknown' ? 'bad_output' : undefined,
    besideOthers: true,
    definitionsVersion: version,
  }
}

function installed(
  told: Told,
  name: string,
  decode: (output: string) => AntivirusProduct | undefined,
): AntivirusProduct | undefined {
  const silence = silenceOf(told)
  if (silence === 'not_installed') return undefined
  return decode(outputOf(told)) ?? { name, state: 'unknown', reason: silence ?? 'bad_output' }
}

/** It tells that there is an infection, not which nor when. */
function infection(infected: boolean | undefined): readonly Threat[] | undefined {
  if (infected === undefined) return undefined
  if (!infected) return []
  const product = 'SentinelOne'
  const unknown = { name: undefined, severity: 'unknown', detectedMs: undefined } as const
  return [{ id: `${product} infected`, product, state: 'detected', active: true, ...unknown }]
}

async function xprotectVersion(host: Host): Promise<string | undefined> {
  for (const path of xprotectBundles) {
    try {
      const version = decodeBundleVersion(await host.readText(path))
      if (version !== undefined) return version
    } catch (error) {
      if (!(error instanceof NotPresent) && !isRefused(error)) throw error
    }
  }
  return undefined
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
  )
}
