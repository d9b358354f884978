/** Texts of the console in English: what hangs on what, and its drawing. */
import type { Evidence, Confidence, ProposalNote } from '../topology-evidence.ts'

export const topologyEn = {
  topology: {
    menu: 'Pages of the network',
    pages: { devices: 'Devices and services', map: 'Drawing', parents: 'What hangs on what', found: 'Discovered', subnets: 'Subnets' },
    title: 'What hangs on what',
    lead: 'When a switch is lost, you get one message that names what stands behind it. What the switches and computers tell is only proposed here: alerts follow nothing but what a person has said or accepted.',
    proposed: 'Proposed',
    noProposals: 'Nothing new is proposed. Proposals come from switches that are read by SNMP (their neighbours and address tables) and from the default gateways of computers.',
    more: (shown: number, all: number) => `${shown} of ${all} are shown; the others follow when these are decided.`,
    child: 'What',
    parent: 'Hangs on',
    port: 'Port',
    why: 'Why',
    sure: 'How sure',
    instead: (names: string) => `In place of ${names}`,
    accept: 'Accept the ticked ones',
    acceptSure: (count: number) => (count === 1 ? 'Accept the one that is sure' : `Accept all ${count} that are sure`),
    decline: 'Do not propose them again',
    rings: 'Seen, but not proposed: it would close a ring with what is accepted.',
    pair: (child: string, parent: string) => `${child} behind ${parent}`,
    fault: (what: string) => `Not taken: ${what}`,
    faultHelp: 'A link must not close a ring, and each name must be known here. Nothing else was lost.',
    said: 'Said and accepted',
    nothingSaid: 'Nothing is said yet: each device is judged on its own.',
    how: 'From',
    by: 'By',
    seen: 'borne out by what the switches tell now',
    export: 'All as a file (CSV)',
    declare: 'Say it by hand',
    declareLead: 'What stood there before for this device is replaced. With a second parent either one is enough: it is cut off only when both are lost.',
    second: 'or on (redundant)',
    portHelp: 'Of the first parent, if you know it.',
    import: 'A whole list',
    importHelp: 'A line for each: child,parent,port. As from a spreadsheet; each child then hangs on exactly the parents of the list.',
    importButton: 'Read the list in',
    map: {
      title: 'Drawing of the network',
      lead: 'From the way out of the site to the devices and computers, as it was said or accepted.',
      empty: 'No computer and no device is here yet.',
      site: 'Site',
      count: (count: number) => (count === 1 ? '1 device' : `${count} devices`),
      missing: (count: number) => (count === 0 ? 'all reached' : `${count} missing`),
      placed: (placed: number, all: number) => `${placed} of ${all} have their place`,
      lines: { up: 'line up', down: 'LINE DOWN', unknown: 'line unknown' },
      fold: (count: number) => `${count} more`,
      openFold: 'Show each',
      closeFold: 'Fold again',
      unplaced: (count: number) => (count === 1 ? '1 without a place' : `${count} without a place`),
      alerts: (count: number) => (count === 1 ? '1 alert' : `${count} alerts`),
      also: (names: string) => `also through ${names}`,
      port: (port: string) => `port ${port}`,
      proposals: (count: number) => (count === 1 ? '1 proposal waits' : `${count} proposals wait`),
      allSites: 'All sites',
      nothingPlaced: 'Nobody has said yet what hangs on what here.',
    },
    sources: {
      declared: 'said by hand',
      lldp: 'neighbours (LLDP, CDP)',
      bridge: 'addresses on the switch',
      gateway: 'default gateway',
    },
    confidences: { high: 'Sure', medium: 'Likely', low: 'A guess' } satisfies Record<Confidence, string>,
    evidence: (one: Evidence, name: (hostId: string) => string): string => {
      if (one.kind === 'neighbour')
        return `${name(one.device)} names ${name(one.neighbour)} as its neighbour on port ${one.port}.`
      if (one.kind === 'address')
        return one.addresses === 1
          ? `${name(one.device)} has learnt its address ${one.mac} on port ${one.port}, and no other there.`
          : `${name(one.device)} has learnt its address ${one.mac} on port ${one.port}, one of ${one.addresses} there.`
      if (one.kind === 'beyond')
        return `On port ${one.port} of ${name(one.device)} there is ${name(one.neighbour)}, which does not tell its own ports.`
      if (one.kind === 'gateway') return `It names ${one.address} as its default gateway.`
      return `${one.address} is the default gateway of ${one.hosts === 1 ? '1 computer' : `${one.hosts} computers`} of the site.`
    },
    notes: {
      virtual: 'A virtual machine: the server on which it runs would be the better parent.',
      disputed: 'Two switches claim it as surely: accept the one that is right.',
      other_site: 'The two stand at different sites.',
      moved: 'It seems to have been moved: what was accepted before is no longer seen.',
      redundant: 'Several ways: it counts as cut off only when all of them are lost.',
    } satisfies Record<ProposalNote, string>,
  },
}
