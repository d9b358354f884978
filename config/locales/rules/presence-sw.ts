import type { AlertTexts } from '../alert-texts.ts'

export const presenceTextsSw: AlertTexts['rules'] = {
  'parent-silent': {
    title: 'vifaa {count:number} nyuma yake haviwezi kufikiwa',
    fact: 'Kifaa hiki hakijajibu tangu {since:when}. Vifaa {count:number} kati ya {total:number} vilivyo nyuma yake haviwezi kufikiwa: {names}.',
    meaning:
      'Hali ya vifaa vilivyo nyuma yake haijulikani: huenda vimewaka kama kawaida. Umetumiwa ujumbe huu mmoja badala ya ujumbe kwa kila kifaa.',
    steps: [
      'Kagua umeme na taa za kifaa hiki.',
      'Kagua waya zinazoingia na kutoka kwenye kifaa hiki.',
      'Kama kimewaka na hakijibu, kizime kisha ukiwashe tena.',
    ],
    cleared:
      'Kifaa kinajibu tena: vifaa vilivyorejea nyuma yake ni {now_back:number} kati ya {now_total:number}. Ambavyo havijarejea: {now_missing:number} {now_names}',
  },
  'device-unsteady': {
    title: 'muunganisho hautulii',
    fact: 'Umekatika au kurejea mara {changes:number} ndani ya {within:duration}; mara ya kwanza {since:when}.',
    meaning:
      'Huenda plagi imelegea, waya ni mbovu, kifaa kimepata joto sana au umeme hautulii. Umetumiwa ujumbe huu mmoja; utafungwa baada ya nusu saa bila mabadiliko.',
    steps: [
      'Hakikisha waya wa umeme na waya za mtandao zimekaza.',
      'Angalia kama kina joto kali, na safisha matundu yake ya hewa.',
      'Jaribu waya mwingine na tundu jingine; kisha adapta nyingine ya umeme.',
    ],
    cleared: 'Muunganisho umetulia kwa nusu saa.',
  },
  'not-back': {
    title: 'bado kurejea pamoja na vingine',
    fact: 'Kifaa hiki kilitoweka {since:when} pamoja na vingine; vingine vimerejea na hiki bado.',
    meaning: 'Huenda kimezimwa tu. Baada ya katizo la umeme kinaweza pia kuwa kimeharibika.',
    steps: [
      'Mwombe mtumiaji wake akiwashe.',
      'Kisipowaka, kagua mfumo wake wa umeme (power supply).',
    ],
    cleared: 'Kifaa hiki kimerejea.',
  },
  'collector-cut-off': {
    title: 'seva ya ufuatiliaji haina mtandao',
    fact: 'Seva ya ufuatiliaji haina mtandao tangu {since:when}. Hali ya vifaa {count:number} haijulikani.',
    meaning:
      'Huenda vifaa viko salama; vinahifadhi taarifa zake na vitazituma baadaye. Hakuna kingine kinachoweza kujulikana mpaka mtandao urejee.',
    steps: [
      'Kagua waya wa mtandao wa seva ya ufuatiliaji na taa zake.',
      'Kagua swichi na ruta zilizo mbele yake.',
    ],
    cleared:
      'Mtandao wa seva ya ufuatiliaji umerejea. Vifaa ambavyo havijasikika bado: {now_missing:number} {now_names}',
  },
}
