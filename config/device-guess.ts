/** What a device that was found may be: by its own word, else modestly by open ports and its maker. */
export const guessKinds = [
  'computer',
  'server',
  'printer',
  'network',
  'ups',
  'telephone',
  'camera',
  'unknown',
] as const
export type GuessKind = (typeof guessKinds)[number]

export interface Signs {
  /** Kind of the SNMP profile (contract/device-profile.ts). */
  readonly snmpKind: string | undefined
  readonly ports: readonly number[]
  readonly maker: string | undefined
}

const snmpKinds: Readonly<Record<string, GuessKind>> = {
  switch: 'network',
  router: 'network',
  access_point: 'network',
  printer: 'printer',
  ups: 'ups',
  nas: 'server',
  server: 'server',
}
const printerMakers =
  /^(?:kyocera|ricoh|canon|brother|epson|seiko epson|lexmark|xerox|fuji xerox|konica|oki|sharp|zebra|pantum|riso)/i
const networkMakers =
  /^(?:cisco|tp-link|d-link|mikrotik|routerboard|ubiquiti|netgear|zyxel|juniper|aruba|ruckus|fortinet|draytek|tenda|h3c|hangzhou h3c|edgecore|allied telesis|extreme|mercury|cambium|linksys|sophos|meraki)/i
const telephoneMakers =
  /^(?:yealink|grandstream|polycom|snom|fanvil|avaya|mitel|gigaset|cisco spa)/i
const cameraMakers =
  /^(?:hangzhou hikvision|hikvision|zhejiang dahua|dahua|axis communications|uniview|zhejiang uniview)/i
const upsMakers = /^(?:american power|apc|eaton|riello|cyberpower|cyber power|megatec|phoenixtec)/i
const computerMakers =
  /^(?:dell|lenovo|lcfc|asustek|micro-star|giga-byte|gigabyte|acer|wistron|compal|quanta|pegatron|hon hai|liteon|intel|elitegroup|asrock|fujitsu|toshiba|vmware|azurewave|rivet|clevo|universal global)/i
/** Of hand-held telephones; what belongs to people is counted and not listed. */
const personalMakers =
  /^(?:apple|samsung|xiaomi|beijing xiaomi|oppo|guangdong oppo|vivo|tecno|infinix|itel|shenzhen tecno|huawei device|hmd|oneplus|google|motorola|realme|honor|transsion|shanghai transsion|zte mobile)/i

export function guessKind({ snmpKind, ports, maker = '' }: Signs): GuessKind {
  const told = snmpKind === undefined ? undefined : snmpKinds[snmpKind]
  if (told) return told
  const open = new Set(ports)
  if (open.has(9100) || open.has(515)) return 'printer'
  if (open.has(5060) || telephoneMakers.test(maker)) return 'telephone'
  if (open.has(135) || open.has(445)) return 'computer'
  if (printerMakers.test(maker)) return 'printer'
  if (cameraMakers.test(maker)) return 'camera'
  if (upsMakers.test(maker)) return 'ups'
  if (networkMakers.test(maker)) return 'network'
  if (computerMakers.test(maker)) return 'computer'
  return 'unknown'
}

/** Somebody's own telephone or tablet, as far as its maker and its silence tell. */
export function isPersonal({ snmpKind, ports, maker = '' }: Signs): boolean {
  return snmpKind === undefined && ports.length === 0 && personalMakers.test(maker)
}
