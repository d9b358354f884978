/** Maandishi ya konsoli kwa Kiswahili: kipi kiko nyuma ya kipi, na mchoro wake. */
import type { topologyEn } from './console-topology-en.ts'

export const topologySw: typeof topologyEn = {
  topology: {
    sources: {
      declared: 'imetajwa kwa mkono',
      lldp: 'majirani (LLDP, CDP)',
      bridge: 'anwani zilizo kwenye swichi',
      gateway: 'lango kuu la mtandao',
    },
    confidences: { high: 'Hakika', medium: 'Inaelekea', low: 'Makisio' },
    evidence: (one, name) => {
      if (one.kind === 'neighbour')
        return `${name(one.device)} inamtaja ${name(one.neighbour)} kuwa jirani yake kwenye mlango ${one.port}.`
      if (one.kind === 'address')
        return one.addresses === 1
          ? `${name(one.device)} inaiona anwani yake ${one.mac} peke yake kwenye mlango ${one.port}.`
          : `${name(one.device)} inaiona anwani yake ${one.mac} kwenye mlango ${one.port}, kati ya anwani ${one.addresses}.`
      if (one.kind === 'beyond')
        return `Kwenye mlango ${one.port} wa ${name(one.device)} kuna ${name(one.neighbour)}, ambayo haitaji milango yake.`
      if (one.kind === 'gateway') return `Inataja ${one.address} kuwa lango lake kuu la mtandao.`
      return `${one.address} ni lango kuu la ${one.hosts === 1 ? 'kompyuta 1' : `kompyuta ${one.hosts}`} za kituo hiki.`
    },
    notes: {
      virtual: 'Ni mashine pepe: seva inayoiendesha ndiyo ingefaa kutajwa mbele yake.',
      disputed: 'Swichi mbili zinaidai kwa uzito ule ule: kubali iliyo sahihi.',
      other_site: 'Viwili hivi viko vituo tofauti.',
      moved: 'Inaelekea imehamishwa: kilichokubaliwa awali hakionekani tena.',
      redundant: 'Ina njia zaidi ya moja: itahesabiwa kutofikika zote zikipotea tu.',
    },
  },
}
