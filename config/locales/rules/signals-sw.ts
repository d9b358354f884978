import type { AlertTexts } from '../alert-texts.ts'

export const signalsTextsSw: AlertTexts['rules'] = {
  'disk-errors-in-log': {
    title: '{kind} kwenye kumbukumbu za mfumo',
    fact: 'Maingizo {count} kwa saa 24, la mwisho {last:when} ({source}).',
    meaning: 'Diski au mfumo wake wa mafaili unapoteza taarifa; mara nyingi hufa ndani ya siku chache.',
    steps: [
      'Nakili mafaili muhimu kwenye diski nyingine leo.',
      'Angalia afya ya diski kwenye ukurasa wa kompyuta; jaribu kebo au mlango mwingine.',
      'Panga kubadilisha diski.',
    ],
    cleared: 'Hakuna ingizo kama hilo kwa saa 24.',
  },
  'disk-slow-in-log': {
    title: 'diski inachelewa kujibu mara kwa mara',
    fact: 'Maingizo {count} kwa saa 24, la mwisho {last:when} ({source}).',
    meaning: 'Kebo, chanzo cha umeme au diski yenyewe inaanza kuharibika.',
    steps: ['Badilisha kebo au mlango; angalia afya ya diski kwenye ukurasa wa kompyuta.'],
    cleared: 'Diski inajibu kwa wakati tena.',
  },
  'hardware-errors-in-log': {
    title: '{kind} kwenye kumbukumbu za mfumo',
    fact: 'Maingizo {count} kwa saa 24, la mwisho {last:when} ({source}).',
    meaning: 'RAM, kichakataji, umeme au upoozaji unaharibika; mafaili yanaweza kuharibika kimya kimya.',
    steps: [
      'Safisha vumbi kwenye feni na matundu; angalia joto kwenye ukurasa wa kompyuta.',
      'Jaribu RAM usiku (Windows Memory Diagnostic au memtest86+).',
      'Hakikisha nakala rudufu za kompyuta hii ni mpya.',
    ],
    cleared: 'Hakuna ingizo kama hilo kwa saa 24.',
  },
  'memory-exhausted': {
    title: 'programu zilifungwa kwa sababu RAM iliisha',
    fact: 'Mara {count} kwa saa 24, ya mwisho {last:when}.',
    meaning: 'Kazi ilipotea; itatokea tena kwa programu hizo hizo.',
    steps: ['Angalia programu inayotumia zaidi; funga zisizohitajika, au panga kuongeza RAM.'],
    cleared: 'Haijatokea kwa saa 24.',
  },
  'address-conflict': {
    title: 'kifaa kingine kinatumia anwani yake ya mtandao',
    fact: 'Windows iliandika mara {count} kwa saa 24, ya mwisho {last:when} ({source}).',
    meaning: 'Mashine mbili zenye anwani moja ya IP zinaondoana kwenye mtandao; zote mbili zinafanya kazi kwa kubahatisha.',
    steps: [
      'Kwenye kompyuta hii weka anwani itolewe na ruta (DHCP), isipokuwa lazima iwe ya kudumu.',
      'Tafuta kifaa kingine kwa anwani yake ya MAC: kumbukumbu za mfumo za Windows zinaitaja, ukurasa wa swichi unaonyesha bandari yake.',
      'Anwani zilizowekwa kwa mkono ziwe nje ya zile zinazogawiwa na ruta; angalia pia kama kuna ruta ya pili inayogawa anwani.',
    ],
    cleared: 'Hakuna anwani iliyogongana kwa saa 24.',
  },
  'unclean-stops': {
    title: 'wiki hii ilizimika mara {unclean_week} bila kuzimwa vizuri',
    fact: 'Mara ya mwisho: {cause}. Iliwaka tena {started:when}.',
    meaning: 'Kila kuzimika kwa namna hiyo kunaweza kuharibu mafaili na diski.',
    steps: [
      'Umeme kukatika: je, kuna UPS inayofanya kazi? Jaribu betri yake.',
      'Mfumo kuanguka: sasisha viendeshi (drivers), jaribu RAM, angalia joto.',
      'Waombe watumiaji wazime kwa menyu, si kwa swichi.',
    ],
    cleared: 'Inazimwa vizuri tena.',
  },
  'service-stopped': {
    title: 'huduma ya {name} haiendeshwi',
    fact: 'Hali ya huduma ya {name}: {state}.',
    meaning: 'Vinavyoitegemea (uchapishaji, hifadhidata, programu za ofisi) havifanyi kazi.',
    steps: ['Iwashe (Windows: services.msc; Linux: systemctl start) na usome kwenye kumbukumbu kwa nini ilisimama.'],
    cleared: 'Huduma ya {name} inaendeshwa tena.',
  },
  'units-failed': {
    title: 'sehemu {count} za mfumo zimeshindwa',
    fact: 'Zilizoshindwa: {names}.',
    meaning: 'Sehemu ya seva hii haikuwaka.',
    steps: ['systemctl status JINA na journalctl -u JINA zitasema sababu; kisha systemctl restart JINA.'],
    cleared: 'Hakuna tena sehemu iliyoshindwa.',
  },
  'clock-not-set': {
    title: 'hakuna kinachorekebisha saa ya kompyuta hii',
    fact: 'Hali: {state}.',
    meaning: 'Saa yake itapotea; kumbukumbu, nakala rudufu na vyeti vitakosea pamoja nayo.',
    steps: ['Windows: Settings, Time, Set time automatically. Linux: sakinisha chrony au systemd-timesyncd.'],
    cleared: 'Saa inarekebishwa tena.',
  },
  'shadow-copies-fail': {
    title: 'nakala za kivuli (shadow copies) zinashindikana',
    fact: 'Maingizo {count} kwa saa 24, la mwisho {last:when} ({source}).',
    meaning:
      'Programu nyingi za nakala rudufu za Windows huhitaji nakala za kivuli: mafaili yaliyofunguliwa hayatakuwemo kwenye nakala rudufu.',
    steps: [
      'Anzisha upya kompyuta, kisha endesha: vssadmin list writers',
      'Writer inayobaki kwenye hali ya failed inataja huduma ya kuanzisha upya.',
      'Hakikisha C: ina GB chache za nafasi.',
    ],
    cleared: 'Hakuna ingizo kama hilo kwa saa 24.',
  },
}
