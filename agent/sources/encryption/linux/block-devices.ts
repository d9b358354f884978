/** Follows a block device down to what it lies on (/sys/class/block), looking for encryption. */
import { NotPresent, type Host } from '../../../host/host.ts'

export interface CryptLayer {
  /** LUKS2, LUKS1, PLAIN, BITLK …; undefined: not encrypted. */
  readonly kind: string | undefined
  /** The device that holds the encrypted data, for its header. */
  readonly below: string | undefined
}

const devicesMax = 256
const slavesMax = 64
/** dm-crypt names its kinds so; CRYPT-VERITY and CRYPT-INTEGRITY only check, and hide nothing. */
const cryptUuid = /^CRYPT-(LUKS1|LUKS2|PLAIN|TCRYPT|LOOPAES|BITLK|FVAULT2)\b/

/** Name of the device in /sys/class/block, by its number or by its path under /dev. */
export function deviceName(host: Host, device: string, source: string): string | undefined {
  const link = /^[1-9]\d*:\d+$/.test(device)
    ? host.linkTarget(`/sys/dev/block/${device}`)
    : undefined
  const target =
    link ?? (source.startsWith('/dev/') ? (host.linkTarget(source) ?? source) : undefined)
  const name = target?.slice(target.lastIndexOf('/') + 1)
  return name !== undefined && /^[\w!.-]{1,64}$/.test(name) && name !== '' ? name : undefined
}

/** Undefined: the kernel knows no such device here. */
export function cryptLayer(host: Host, name: string): CryptLayer | undefined {
  if (host.list(`/sys/class/block/${name}`).length === 0) return undefined
  return layerOf(host, name, new Map())
}

const open: CryptLayer = { kind: undefined, below: undefined }

/** Each device is looked at once, however many ways lead to it. */
function layerOf(host: Host, name: string, seen: Map<string, CryptLayer>): CryptLayer {
  const known = seen.get(name)
  if (known || seen.size >= devicesMax) return known ?? open
  seen.set(name, open)
  const folder = `/sys/class/block/${name}`
  const kind = cryptUuid.exec(textNow(host, `${folder}/dm/uuid`) ?? '')?.[1]
  const lower = lowerDevices(host, folder)
  // A mirror is as secret as its least secret half.
  const layers = kind === undefined ? lower.map((device) => layerOf(host, device, seen)) : []
  const weakest = layers.find((layer) => layer.kind === undefined) ?? layers[0] ?? open
  const layer = kind === undefined ? weakest : { kind, below: lower[0] }
  seen.set(name, layer)
  return layer
}

/** A partition lies on what its whole device lies on. */
function lowerDevices(host: Host, folder: string): readonly string[] {
  const slaves = host.list(`${folder}/slaves`).slice(0, slavesMax)
  if (slaves.length > 0 || !host.list(folder).includes('partition')) return slaves
  const whole = host.linkTarget(folder)?.split('/').at(-2)
  return whole !== undefined && whole !== '..' && whole !== '' ? [whole] : []
}

function textNow(host: Host, path: string): string | undefined {
  try {
    return host.readTextNow(path).trim()
  } catch (error) {
    if (error instanceof NotPresent) return undefined
    throw error
  }
}
