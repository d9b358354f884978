/** Maandishi ya konsoli kwa Kiswahili: kipi kiko nyuma ya kipi, na mchoro wake. */
import type { topologyEn } from './console-topology-en.ts'

export const topologySw: typeof topologyEn = {
  topology: {
    menu: 'Kurasa za mtandao',
    pages: { devices: 'Vifaa na huduma', map: 'Mchoro', parents: 'Kipi nyuma ya kipi', found: 'Vilivyogunduliwa', subnets: 'Mitandao midogo' },
    title: 'Kipi kiko nyuma ya kipi',
    lead: 'Swichi ikipotea, unapata ujumbe mmoja unaotaja vyote vilivyo nyuma yake. Yanayoonekana na swichi na kompyuta hupendekezwa tu hapa: maonyo hufuata yale tu ambayo mtu ameyataja au kuyakubali.',
    proposed: 'Mapendekezo',
    noProposals: 'Hakuna pendekezo jipya. Mapendekezo hutoka kwa swichi zinazosomwa kwa SNMP (majirani na anwani zao) na kwa malango makuu ya kompyuta.',
    more: (shown, all) => `Yameonyeshwa ${shown} kati ya ${all}; mengine yatafuata haya yakiamuliwa.`,
    child: 'Kifaa',
    parent: 'Kiko nyuma ya',
    port: 'Mlango',
    why: 'Kwa nini',
    sure: 'Uhakika',
    instead: (names) => `Badala ya ${names}`,
    accept: 'Kubali yaliyochaguliwa',
    acceptSure: (count) => (count === 1 ? 'Kubali lililo hakika' : `Kubali yote ${count} yaliyo hakika`),
    decline: 'Yasipendekezwe tena',
    rings: 'Yameonekana lakini hayapendekezwi: yangefanya mzunguko na yaliyokubaliwa.',
    pair: (child, parent) => `${child} nyuma ya ${parent}`,
    fault: (what) => `Hayakupokelewa: ${what}`,
    faultHelp: 'Kiungo hakiruhusiwi kufanya mzunguko, na kila jina lazima lijulikane hapa. Hakuna kingine kilichopotea.',
    said: 'Yaliyotajwa na kukubaliwa',
    nothingSaid: 'Hakuna kilichotajwa bado: kila kifaa kinaangaliwa peke yake.',
    how: 'Chanzo',
    by: 'Na nani',
    seen: 'swichi zinathibitisha sasa',
    export: 'Yote kwenye faili (CSV)',
    declare: 'Taja kwa mkono',
    declareLead: 'Kilichotajwa awali kwa kifaa hiki kinabadilishwa. Ukitaja cha pili, chochote kati ya viwili kinatosha: kinahesabiwa kutofikika vyote viwili vikipotea tu.',
    second: 'au (njia ya akiba)',
    portHelp: 'Wa kifaa cha kwanza, ukiujua.',
    import: 'Orodha nzima',
    importHelp: 'Mstari mmoja kwa kila kimoja: kifaa,kilicho mbele yake,mlango. Kama kwenye jedwali; kila kifaa kitakuwa nyuma ya vile tu vilivyo kwenye orodha.',
    importButton: 'Soma orodha',
    map: {
      title: 'Mchoro wa mtandao',
      lead: 'Kuanzia njia ya kutoka kituoni hadi vifaa na kompyuta, kama ilivyotajwa au kukubaliwa.',
      empty: 'Hakuna kompyuta wala kifaa hapa bado.',
      site: 'Kituo',
      count: (count) => (count === 1 ? 'kifaa 1' : `vifaa ${count}`),
      missing: (count) => (count === 0 ? 'vyote vinafikika' : `${count} havipo`),
      placed: (placed, all) => `${placed} kati ya ${all} vina mahali pake`,
      lines: { up: 'njia inafanya kazi', down: 'NJIA IMEKATIKA', unknown: 'njia haijulikani' },
      fold: (count) => `na vingine ${count}`,
      openFold: 'Onyesha kila kimoja',
      closeFold: 'Kunja tena',
      unplaced: (count) => (count === 1 ? '1 bila mahali pake' : `${count} bila mahali pake`),
      alerts: (count) => (count === 1 ? 'onyo 1' : `maonyo ${count}`),
      also: (names) => `pia kupitia ${names}`,
      port: (port) => `mlango ${port}`,
      proposals: (count) => (count === 1 ? 'Pendekezo 1 linasubiri' : `Mapendekezo ${count} yanasubiri`),
      allSites: 'Vituo vyote',
      nothingPlaced: 'Bado hakuna aliyetaja kipi kiko nyuma ya kipi hapa.',
    },
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
