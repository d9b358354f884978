/** Brands by their Windows services: what there is to go by on servers, which have no Security Center. */
import { fieldsOf, numberOf } from '../../parts/narrow.ts'
import type { AntivirusProduct } from '../product.ts'

export interface Brand {
  readonly name: string
  /** The first that is installed tells whether the product runs. */
  readonly services: readonly string[]
  /** Matches the name under which the product registers itself. */
  readonly registeredAs: RegExp
  readonly besideOthers?: true
}

const brands: readonly Brand[] = [
  { name: 'ESET', services: ['ekrn'], registeredAs: /\beset\b/i },
  { name: 'Kaspersky', services: ['AVP'], registeredAs: /kaspersky/i },
  {
    name: 'Bitdefender',
    services: ['EPSecurityService', 'EPProtectedService', 'VSSERV'],
    registeredAs: /bitdefender/i,
  },
  {
    name: 'Sophos',
    services: ['SAVService', 'Sophos Endpoint Defense Service'],
    registeredAs: /sophos|home intercept/i,
  },
  { name: 'Trend Micro', services: ['ntrtscan', 'Amsp', 'ds_agent'], registeredAs: /trend micro/i },
  {
    name: 'Trellix (McAfee)',
    services: ['mfemms', 'McShield'],
    registeredAs: /trellix|mcafee/i,
  },
  { name: 'Trellix HX', services: ['xagt'], registeredAs: /trellix|fireeye/i, besideOthers: true },
  {
    name: 'Symantec Endpoint Protection',
    services: ['SepMasterService'],
    registeredAs: /symantec/i,
  },
  { name: 'Norton', services: ['NortonSecurity', 'Norton Security'], registeredAs: /norton/i },
  {
    name: 'WithSecure (F-Secure)',
    services: ['fsulhoster', 'FSMA', 'F-Secure Gatekeeper Handler Starter'],
    registeredAs: /withsecure|f-secure/i,
  },
  {
    name: 'Cortex XDR',
    services: ['cyserver'],
    registeredAs: /cortex|traps/i,
    besideOthers: true,
  },
  {
    name: 'CrowdStrike Falcon',
    services: ['CSFalconService'],
    registeredAs: /crowdstrike|falcon/i,
    besideOthers: true,
  },
  {
    name: 'SentinelOne',
    services: ['SentinelAgent'],
    registeredAs: /sentinel/i,
    besideOthers: true,
  },
  {
    name: 'Carbon Black',
    services: ['CbDefense'],
    registeredAs: /carbon black/i,
    besideOthers: true,
  },
  { name: 'Cylance', services: ['CylanceSvc'], registeredAs: /cylance/i, besideOthers: true },
  { name: 'Webroot', services: ['WRSVC'], registeredAs: /webroot/i },
  // The free edition keeps its service and protects nothing by itself: it goes beside others.
  {
    name: 'Malwarebytes',
    services: ['MBAMService'],
    registeredAs: /malwarebytes/i,
    besideOthers: true,
  },
  { name: 'Avast', services: ['avast! Antivirus'], registeredAs: /avast/i },
  { name: 'AVG', services: ['AVG Antivirus'], registeredAs: /\bavg\b/i },
  { name: 'Avira', services: ['AntiVirService'], registeredAs: /avira/i },
  { name: '360 Total Security', services: ['QHActiveDefense'], registeredAs: /\b360\b/i },
  { name: 'K7', services: ['K7RTScan'], registeredAs: /\bk7/i },
  { name: 'Comodo', services: ['cmdAgent'], registeredAs: /comodo|xcitium/i },
  { name: 'Panda', services: ['NanoServiceMain', 'PSUAService'], registeredAs: /panda/i },
  {
    name: 'Quick Heal',
    services: ['Quick Heal Core Service', 'ScSecSvc'],
    registeredAs: /quick heal|seqrite/i,
  },
  { name: 'Dr.Web', services: ['DrWebAVService'], registeredAs: /dr\.?\s?web/i },
  { name: 'AhnLab V3', services: ['V3 Service'], registeredAs: /ahnlab|\bv3\b/i },
  {
    name: 'Microsoft Security Essentials',
    services: ['MsMpSvc'],
    registeredAs: /security essentials|endpoint protection/i,
  },
]

/** Brand of a product by the name under which it registered itself. */
export function brandOf(registeredName: string): Brand | undefined {
  return brands.find(({ registeredAs }) => registeredAs.test(registeredName))
}

/** Products whose services are installed; 4 is a service that runs. */
export function productsByService(section: unknown): readonly AntivirusProduct[] {
  const states = fieldsOf(section)
  return brands.flatMap(({ name, services, besideOthers }): AntivirusProduct[] => {
    const known = services.flatMap((service) => {
      const state = Object.hasOwn(states, service) ? numberOf(states[service]) : undefined
      return state === undefined || state === 0 ? [] : [state]
    })
    if (known.length === 0) return []
    const runs = known.includes(running)
    // Starting, stopping, pausing: it will be the one or the other in a moment.
    const changing = !runs && known.some((state) => state !== stopped)
    if (changing) return [{ name, state: 'unknown', reason: 'busy', besideOthers }]
    return [{ name, state: runs ? 'on' : 'off', besideOthers }]
  })
}

const stopped = 1
const running = 4
/** State of one service, 0 when it is not installed. */
export function serviceState(section: unknown, service: string): number | undefined {
  return numberOf(fieldsOf(section)[service])
}
export const serviceRuns = (state: number | undefined): boolean => state === running
