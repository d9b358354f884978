/** Texts of the console in English: what hangs on what, and its drawing. */
import type { Evidence, Confidence, ProposalNote } from '../topology-evidence.ts'

export const topologyEn = {
  topology: {
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
