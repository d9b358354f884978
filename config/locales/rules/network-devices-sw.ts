import type { AlertTexts } from '../alert-texts.ts'

export const networkDevicesTextsSw: AlertTexts['rules'] = {
  'ups-on-battery': {
    title: 'UPS{ups_name:aside} inatumia betri',
    fact: 'Umeme umekatika; UPS inatumia betri. Chaji asilimia {battery_charge_percent:number}.',
    meaning: 'Seva na swichi zilizounganishwa zitaendelea hadi betri iishe, kisha zitazimika ghafla.',
    steps: [
      'Uliza kama umeme umekatika jengo zima; washa jenereta kama ipo.',
      'Usiporudi ndani ya dakika chache, hifadhi kazi na zima seva kwa utaratibu.',
    ],
    cleared: 'UPS imerudi kwenye umeme wa kawaida.',
  },
  'ups-battery-low': {
    title: 'betri ya UPS{ups_name:aside} inakaribia kuisha au ni mbovu',
    fact: 'UPS inaripoti hali ya betri: {battery}; chaji asilimia {battery_charge_percent:number}.',
    meaning: 'Inaweza kuzimika wakati wowote, na vyote vilivyounganishwa vitazimika ghafla.',
    steps: [
      'Kama umeme haupo: zima seva sasa hivi.',
      'Kama umeme upo: iache ichaji kwa saa kadhaa; hali ikiendelea, badilisha betri.',
    ],
    cleared: 'UPS inaripoti kuwa betri ni nzima tena.',
  },
  'ups-time-short': {
    title: 'UPS{ups_name:aside} itadumu chini ya dakika 10',
    fact: 'Ikiwa kwenye betri, muda uliobaki kwa mzigo wa sasa ni {time_left:duration}.',
    meaning: 'Baada ya hapo seva na swichi zitazimika ghafla na taarifa zinaweza kupotea.',
    steps: [
      'Zima seva kwa utaratibu sasa hivi.',
      'Zima vifaa visivyohitajika vilivyounganishwa na UPS.',
    ],
    cleared: 'UPS haitumii tena betri.',
  },
  'ups-replace-battery': {
    title: 'UPS{ups_name:aside} inahitaji betri mpya',
    fact: 'UPS imebaini katika jaribio lake kwamba betri imechakaa.',
    meaning: 'Umeme ukikatika tena haitadumu, au itazimika papo hapo.',
    steps: [
      'Agiza betri ya aina ileile (imeandikwa kwenye kifaa au kitabu chake).',
      'Baada ya kuibadilisha, fanya jaribio la UPS (self-test).',
    ],
    cleared: 'UPS haiombi tena betri mpya.',
  },
  'ups-overloaded': {
    title: 'UPS{ups_name:aside} imebeba mzigo mkubwa',
    fact: 'Mzigo ni asilimia {load_percent:number}.',
    meaning: 'Karibu na ukomo wake hudumu muda mfupi kwenye betri, na ikizidi hujizima.',
    steps: [
      'Hamishia soketi ya kawaida vifaa visivyohitaji ulinzi (printa, birika, skrini).',
      'Kama mzigo wote unahitajika, panga kununua UPS kubwa zaidi.',
    ],
    cleared: 'Mzigo wa UPS umepungua.',
  },
  'mains-voltage-low': {
    title: 'umeme una nguvu ndogo (volti chini)',
    fact: 'UPS inapima volti {input_voltage:number} kwenye umeme unaoingia.',
    meaning: 'Volti ndogo huchakaza vifaa na betri; vifaa visivyo na UPS vinaweza kujiwasha upya.',
    steps: [
      'Pima soketi nyingine: kama nako ni ndogo, mjulishe fundi umeme au TANESCO.',
      'Kwa sasa zima vifaa vinavyotumia umeme mwingi (viyoyozi, birika).',
    ],
    cleared: 'Volti za umeme ziko sawa tena.',
  },
  'mains-voltage-high': {
    title: 'umeme una nguvu kubwa mno (volti juu)',
    fact: 'UPS inapima volti {input_voltage:number} kwenye umeme unaoingia.',
    meaning: 'Volti kubwa huunguza vifaa; vifaa visivyo na kinga viko hatarini.',
    steps: [
      'Chomoa vifaa visivyo na UPS au kidhibiti umeme.',
      'Mjulishe fundi umeme au TANESCO mara moja.',
    ],
    cleared: 'Volti za umeme ziko sawa tena.',
  },
  'ups-hot': {
    title: 'betri ya UPS{ups_name:aside} ina joto kali',
    fact: 'Joto la betri ni nyuzi {battery_temp:number} °C.',
    meaning: 'Kila nyuzi 10 juu ya 25 hupunguza uhai wa betri kwa nusu; ikiwa na joto kali mno ni hatari.',
    steps: [
      'Hakikisha hewa inapita na chumba kina ubaridi.',
      'Kama imevimba au inanuka, zima UPS na mwite fundi.',
    ],
    cleared: 'Betri ya UPS imepoa.',
  },
  'toner-low': {
    title: '{supply}: inakaribia kuisha',
    fact: '{supply}: imebaki asilimia {left_percent:number}.',
    meaning: 'Printa itachapa hafifu au kusimama. Kwa kisanduku cha taka, ni nafasi iliyobaki.',
    steps: ['Andaa tona au wino sahihi, au agiza sasa.', 'Badilisha uchapaji ukianza kuwa hafifu.'],
    cleared: '{supply} imebadilishwa: asilimia {now_left_percent:number}.',
  },
  'printer-stopped': {
    title: 'printa haichapi',
    fact: 'Printa inaripoti: {problem}. {alert}',
    meaning: 'Kazi zilizotumwa kwake zinasubiri hadi mtu aende kuitazama.',
    steps: ['Nenda kwenye printa na ufuate maelezo ya skrini yake: karatasi, kifuniko, kukwama, tona.'],
    cleared: 'Printa iko tayari tena.',
  },
  'uplink-down': {
    title: 'bandari {ifName} imekatika',
    fact: 'Bandari {ifName} {ifDescr} imepoteza muunganisho. {ifAlias}',
    meaning: 'Wengine wanategemea bandari hii: vilivyo nyuma yake vinaweza kukosa mtandao.',
    steps: [
      'Angalia kama kifaa cha upande wa pili kimewashwa.',
      'Kagua waya na plagi zake; jaribu waya mwingine, kisha bandari nyingine.',
    ],
    cleared: 'Bandari {ifName} imeunganika tena.',
  },
  'port-errors': {
    title: 'pakiti zilizoharibika bandari {ifName}',
    fact: 'Asilimia {error_percent:number} ya pakiti kwenye bandari {ifName} zimeharibika.',
    meaning: 'Waya, plagi au bandari mbovu, au pande mbili hazikubaliani: mtandao ni wa polepole na hukatika.',
    steps: [
      'Badilisha waya, kisha bandari.',
      'Hakikisha pande zote mbili zinakubaliana kasi na duplex zenyewe.',
    ],
    cleared: 'Pakiti kwenye bandari {ifName} ni nzima tena.',
  },
  'port-half-duplex': {
    title: 'bandari {ifName} inafanya kazi kwa zamu (half duplex)',
    fact: 'Bandari {ifName} inatuma na kupokea kwa zamu tu (half duplex).',
    meaning: 'Mara nyingi upande mmoja umewekwa kwa mkono na mwingine unajipanga wenyewe: pakiti zinagongana, mtandao ni wa polepole.',
    steps: [
      'Weka pande zote mbili zijipange zenyewe (auto) kwa kasi na duplex.',
      'Hali ikiendelea, badilisha waya; kifaa cha kabla ya 2005 huenda hakijui namna nyingine.',
    ],
    cleared: 'Bandari {ifName} inatuma na kupokea kwa pamoja (full duplex).',
  },
  'uplink-slower': {
    title: 'bandari {ifName} imepungua kasi',
    fact: 'Bandari {ifName} inafanya kazi kwa kasi ndogo kuliko ya siku 7 zilizopita.',
    meaning: 'Mara nyingi ni waya au plagi iliyoharibika: vyote vilivyo nyuma yake ni vya polepole.',
    steps: ['Badilisha waya.', 'Hali ikiendelea, jaribu bandari nyingine ya swichi.'],
    cleared: 'Bandari {ifName} ina kasi yake kamili tena.',
  },
  'uplink-full': {
    title: 'bandari {ifName} imejaa',
    fact: 'Bandari {ifName} imetumika kwa asilimia {used_percent:number} kwa nusu saa.',
    meaning: 'Walio nyuma yake wanasubiri: kurasa na nakala ni za polepole kwao wote.',
    steps: [
      'Angalia kwenye ukurasa wa kifaa ni upande gani, na tangu lini.',
      'Tafuta kompyuta inayonakili au kupakua vitu vingi.',
    ],
    cleared: 'Bandari {ifName} ina nafasi tena.',
  },
  'device-part-failing': {
    title: '{sensor}: kifaa kinaripoti hitilafu',
    fact: 'Kifaa kinaripoti {sensor}: {state}.',
    meaning: 'Feni, chanzo cha umeme au joto si vya kawaida; kifaa kinaweza kusimama.',
    steps: [
      'Nenda kwenye kifaa: sikiliza feni, tazama taa zake, gusa kama kina joto.',
      'Safisha vumbi; badilisha sehemu hiyo, au kifaa, hali ikiendelea.',
    ],
    cleared: '{sensor} inaripotiwa kuwa nzima tena.',
  },
  'device-hot': {
    title: '{sensor}: joto kali',
    fact: '{sensor} ina nyuzi {temp:number} °C.',
    meaning: 'Joto hufanya vifaa vya mtandao vijiwashe upya na hupunguza uhai wao.',
    steps: ['Hakikisha chumba kina ubaridi na hakuna kinachofunika kifaa.', 'Safisha vumbi.'],
    cleared: '{sensor} imepoa hadi nyuzi {now_temp:number} °C.',
  },
  'device-restarted': {
    title: 'kifaa kimejiwasha upya',
    fact: 'Kifaa kimewaka upya mara {rise:number} zaidi ya awali.',
    meaning: 'Baada ya umeme kukatika ni kawaida. Vinginevyo ni dalili ya chanzo cha umeme, joto au firmware.',
    steps: ['Kama umeme haukukatika: kagua chanzo chake cha umeme na joto lake.'],
    cleared: 'Hakijawaka upya tena.',
  },
  'device-refuses': {
    title: 'kifaa hakituruhusu kukisoma',
    fact: 'Kifaa kinajibu, lakini kinakataa: {reason}.',
    meaning: 'Bandari, tona au betri yake hazifuatiliwi hadi hili lirekebishwe.',
    steps: [
      'Linganisha community au mtumiaji na nywila na zilizo kwenye kifaa.',
      'Hakikisha kifaa kinaruhusu anwani ya kompyuta inayokisoma.',
    ],
    cleared: 'Kifaa kinasomeka tena.',
  },
  'device-login-attempts': {
    title: 'kifaa kinaulizwa kwa nywila zisizo sahihi',
    fact: 'Kifaa kinaripoti majaribio {rise:number} yaliyoshindwa ya kukisoma au kukiingia ndani ya saa moja.',
    meaning:
      'Mara nyingi ni programu yenye nywila ya zamani; inaweza pia kuwa mtu anayejaribu nywila kwenye mtandao.',
    steps: [
      'Linganisha community au mtumiaji wa kifaa hiki katika Mlinzi na zilizowekwa kwenye kifaa.',
      'Angalia kumbukumbu (log) za kifaa ni anwani ipi inayouliza, kisha nenda kwenye kompyuta hiyo.',
      'Badilisha “public” na community nyingine zinazojulikana; ruhusu anwani ya kompyuta inayokisoma pekee.',
    ],
    cleared: 'Hakuna majaribio mengine yaliyoshindwa yaliyoripotiwa.',
  },
  'ups-alarm': {
    title: 'UPS inaripoti hitilafu',
    fact: 'UPS imetuma tahadhari yenyewe: {event}.',
    meaning: 'Sehemu yake (chaja, feni, fyuzi, umeme unaotoka …) haifanyi kazi inavyotakiwa.',
    steps: [
      'Nenda kwenye UPS na usome skrini au taa zake.',
      'Ikiwa na joto, harufu au haitoi umeme: hifadhi kazi, hamisha mzigo, na mwite msambazaji.',
    ],
    cleared: 'Tahadhari ilitolewa siku moja iliyopita; angalia kama UPS bado inaionyesha.',
  },
  'nas-disk-failing': {
    title: '{disk} ya hifadhi inaharibika',
    fact: 'Hifadhi inaripoti {disk} ({model}): {state}.',
    meaning: 'Diski moja zaidi ikiharibika, taarifa zote za hifadhi zinaweza kupotea.',
    steps: [
      'Hakikisha nakala rudufu ya mwisho ya hifadhi hii ni nzima.',
      'Agiza diski ya ukubwa uleule au zaidi, kisha badilisha {disk}.',
    ],
    cleared: '{disk} inaripotiwa kuwa nzima tena.',
  },
  'nas-volume-degraded': {
    title: '{volume} imepoteza usalama wake',
    fact: 'Hifadhi inaripoti {volume}: {state}.',
    meaning: 'Diski moja haipo au imeharibika: nyingine ikiharibika taarifa zinaweza kupotea.',
    steps: [
      'Tengeneza sasa nakala rudufu ya taarifa muhimu zaidi.',
      'Tafuta diski iliyoharibika kwenye kurasa za hifadhi na uibadilishe.',
    ],
    cleared: '{volume} ni nzima tena.',
  },
  'device-disk-full': {
    title: '{storage} inakaribia kujaa',
    fact: '{storage}: imetumika asilimia {used_percent:number}.',
    meaning: 'Ikijaa, hakuna kitakachohifadhiwa humo; programu zinaweza kusimama.',
    steps: ['Futa au hamisha visivyohitajika.', 'Kama inajaa kila mara, panga nafasi zaidi.'],
    cleared: '{storage} ina nafasi tena: imetumika asilimia {now_used_percent:number}.',
  },
}
