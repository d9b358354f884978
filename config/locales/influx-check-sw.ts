import type { InfluxCheckTexts } from './influx-check-texts.ts'

export const influxCheckSw: InfluxCheckTexts = {
  states: { good: 'sawa      ', made: 'imeundwa  ', missing: 'HAIPO     ', different: 'TOFAUTI   ' },
  about: {
    'influxdb-1':
      'InfluxDB 1.x huhifadhi kila kiwango cha undani katika sera ya utunzaji (retention policy): full ina kila kipimo; 5m na 1h zina muhtasari unaochorwa na grafu za zaidi ya siku mbili. Mtumiaji anahitaji ruhusa ya ALL kwenye kanzidata hii; ili amri hii iweze kuiunda, awe msimamizi.',
    'influxdb-2':
      'InfluxDB 2.x huhifadhi kila kiwango cha undani katika bucket: <kanzidata>/full, /5m na /1h. Ramani za DBRP huiwezesha Grafana kuuliza kwa InfluxQL. Tokeni inahitaji kusoma na kuandika kwenye bucket hizi; ili amri hii iweze kuziunda, iwe pia na ruhusa ya kuandika bucket na DBRP za taasisi.',
    'influxdb-3':
      'InfluxDB 3 huhifadhi kila kiwango cha undani katika kanzidata yake: <kanzidata>_full, _5m na _1h. Kuziunda kunahitaji tokeni ya msimamizi. Toleo la Core hujibu maswali ya data za karibuni tu.',
    'victoria-metrics':
      'VictoriaMetrics huhifadhi namba tu kwa kiwango kimoja: haina maneno wala muhtasari, na dashibodi za Mlinzi hazifanyi kazi juu yake.',
  },
  findings: {
    noUrl: '{name} haina influx: url',
    addressAnswers: '{name} inajibu',
    addressSilent: '{name} haijibu: {why}',
    listingRefused: 'Hairuhusiwi kuorodhesha kanzidata: {why}',
    databaseThere: 'Kanzidata {name} ipo',
    databaseMade: 'Kanzidata {name} imeundwa',
    databaseMissing: 'Kanzidata {name} haipo: {why}',
    policyThere: 'Sera ya utunzaji {name} ipo',
    policyMade: 'Sera ya utunzaji {name} imeundwa',
    policyMissing: 'Sera ya utunzaji {name} haipo: {why}',
    policyDifferent: 'Sera ya utunzaji {name} hutunza {found}, mipangilio inasema {wanted}',
    shardsDifferent: '{name} huweka {found} katika seti moja ya mafaili; {wanted} huchukua nafasi ndogo zaidi ya diski. Itahusu yatakayoandikwa kuanzia hapo',
    organisationUnseen: 'Taasisi {name} haionekani: {why}',
    bucketThere: 'Bucket {name} ipo',
    bucketMade: 'Bucket {name} imeundwa',
    bucketMissing: 'Bucket {name} haipo: {why}',
    bucketDifferent: 'Bucket {name} hutunza {found}, mipangilio inasema {wanted}',
    mappingThere: 'Ramani ya DBRP {name} ipo',
    mappingMade: 'Ramani ya DBRP {name} imeundwa',
    mappingMissing: 'Ramani ya DBRP {name} haipo: {why}',
    databasesUnseen: 'Kanzidata hazionekani: {why}',
    writingGood: 'Vipimo vinaruhusiwa kuandikwa',
    writingRefused: 'Vipimo haviruhusiwi kuandikwa: {why}',
    victoriaSingle: 'Kipimo kinachotumwa tena hubaki kimoja',
    victoriaDoubles: 'Kipimo kinachotumwa tena huhifadhiwa mara mbili; iwashe kwa chaguo hili',
    victoriaKeeps: 'Hutunza vipimo kwa {found}',
    victoriaForgets: 'Husahau vipimo baada ya {found}; iwashe kwa chaguo hili',
  },
  forEver: 'kila kitu daima',
  days: 'siku {days}',
  nothingOwed: 'Hakuna kinachodaiwa: yote yaliyo kwenye kikusanyaji yameshatumwa.',
  owed: 'Zinazodaiwa: saa {count} za vipimo; kikusanyaji kinachoendeshwa kitazituma kikiweza.',
  refused: 'Vilivyokataliwa: vipimo {count}, {kind} (mlinzi influx refused).',
  backfill:
    'Saa {count} kuanzia {day} zitatumwa tena na kikusanyaji kinachoendeshwa, mpya kwanza, pamoja na muhtasari na tahadhari za saa hizo. mlinzi influx check huonyesha zilizobaki.',
}
