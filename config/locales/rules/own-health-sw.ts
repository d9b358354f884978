import type { AlertTexts } from '../alert-texts.ts'

export const ownHealthTextsSw: AlertTexts['rules'] = {
  'agent-memory': {
    title: 'programu wakala inatumia RAM nyingi',
    fact: 'Programu wakala (agent) kwenye kompyuta hii inatumia RAM {rss:bytes}.',
    meaning:
      'Kwa kawaida huhitaji chini ya theluthi ya hiyo; kompyuta inaweza kuwa ya polepole kwa mtumiaji.',
    steps: [
      'Anzisha upya huduma ya programu wakala kwenye kompyuta hiyo.',
      'Ikijirudia, toa taarifa pamoja na majibu ya amri: mlinzi agent status',
    ],
    cleared: 'Programu wakala inatumia RAM {now_rss:bytes}.',
  },
  'agent-old': {
    title: 'programu wakala ni ya toleo la zamani',
    fact: 'Programu wakala kwenye kompyuta hii ni toleo {version}; la seva ya ufuatiliaji ni {wanted}.',
    meaning: 'Taarifa zake zinapokelewa kama kawaida, ila yale ambayo toleo jipya linaona au kurekebisha yanakosekana kwenye kompyuta hii.',
    steps: [
      'Ihuishe katika ziara yako ijayo: weka programu wakala ya toleo la seva juu ya ile ya zamani; ufunguo wake na taarifa zinazosubiri vinabaki.',
      'Ukurasa wa kila kompyuta unaonyesha toleo lake.',
    ],
    cleared: 'Programu wakala ni ya toleo sawa na la seva ya ufuatiliaji.',
  },
  'collector-mail-waits': {
    title: 'barua pepe za tahadhari hazitoki',
    fact: 'Barua pepe {mails_waiting:number} zinasubiri; ya zamani zaidi ina umri wa {mail_oldest:duration}.',
    meaning:
      'Intaneti au seva ya barua pepe haifanyi kazi: tahadhari hazimfikii mtu kwa barua pepe. Hakuna kinachopotea; zitatumwa baadaye kama muhtasari mmoja.',
    steps: [
      'Angalia Mipangilio, Barua pepe: sababu iko hapo; tuma barua ya majaribio.',
      'Kagua intaneti ya ofisi.',
      'Kwa sasa angalia tahadhari kwenye dashibodi.',
    ],
    cleared: 'Barua pepe zinatoka tena.',
  },
  'collector-rows-refused': {
    title: 'seva ya ukusanyaji inakataa taarifa',
    fact: 'Taarifa {rise:number} zaidi zimekataliwa tangu zilipoanza kuongezeka; jumla {total:number}.',
    meaning:
      'Kuna kompyuta inayotuma visivyowezekana, au programu wakala ni mpya kuliko seva ya ukusanyaji: taarifa hizo hazionekani kwenye grafu.',
    steps: [
      'Kwenye dashibodi angalia zimetoka kompyuta zipi.',
      'Sasisha seva ya ukusanyaji kama programu wakala ni mpya kuliko yenyewe.',
    ],
    cleared: 'Hakuna taarifa zaidi zilizokataliwa.',
  },
  'collector-influx-fails': {
    title: 'InfluxDB haipokei taarifa',
    fact: 'Seva ya ukusanyaji haijaweza kuandika kwenye InfluxDB kwa saa moja au zaidi.',
    meaning: 'Grafana haionyeshi taarifa mpya. Tahadhari zinaendelea na hakuna kinachopotea: kilichokosekana kitatumwa hifadhidata ikirudi.',
    steps: ['Kwenye mashine ya hifadhidata: huduma inafanya kazi? Diski yake imejaa?', 'Kwenye seva ya ukusanyaji endesha: mlinzi influx check; itataja sababu.'],
    cleared: 'InfluxDB inapokea taarifa tena; kilichokosekana kinatumwa.',
  },
  'collector-influx-refuses': {
    title: 'InfluxDB inakataa taarifa',
    fact: 'Taarifa {rise:number} zaidi zimekataliwa na InfluxDB; jumla {total:number}.',
    meaning: 'Taarifa hizo hazionekani kwenye Grafana; seva ya ukusanyaji na tahadhari zinazo.',
    steps: ['Kwenye seva ya ukusanyaji endesha: mlinzi influx refused; itatoa sababu za hifadhidata.', 'Mara nyingi programu nyingine huandika sehemu hiyo hiyo kwa aina tofauti, au kikomo cha hifadhidata kimefikiwa.'],
    cleared: 'InfluxDB haijakataa taarifa zaidi.',
  },
  'collector-influx-behind': {
    title: 'InfluxDB imebaki nyuma',
    fact: 'Kwa {influx_behind:duration} InfluxDB imekuwa ikipokea taarifa lakini bado haina saa zilizopita.',
    meaning: 'Grafana inaonyesha taarifa mpya; grafu za zamani zina mapengo yasiyojazwa. Hakuna kilichopotea: seva ya ukusanyaji inahifadhi kilichokosekana.',
    steps: [
      'Kwenye seva ya ukusanyaji endesha: mlinzi influx check; itaonyesha saa zilizobaki na kilichokataliwa.',
      'Namba hiyo ikipungua, subiri: kutuma tena taarifa za miaka huchukua saa kadhaa.',
      'Isipopungua: diski ya hifadhidata ni ya polepole au RAM yake imejaa?',
    ],
    cleared: 'InfluxDB ina taarifa zote tena.',
  },
  'program-points-refused': {
    title: 'vipimo vya programu nyingine vinakataliwa',
    fact: 'Vipimo {rise:number} zaidi vya programu {source} vimekataliwa; jumla {total:number}.',
    meaning: 'Inavyopima havionekani kwenye grafu wala tahadhari, maadamu inaendelea kuandika hivyo.',
    steps: [
      'Kwenye dashibodi, ukurasa Programu nyingine, angalia sababu na mstari wenyewe; au endesha: mlinzi source refused {source}',
      'Mara nyingi sehemu imebadilika aina, saa ya kompyuta si sahihi, au lebo ina muda au namba ya kipekee na kuzidisha mfululizo.',
    ],
    cleared: 'Hakuna vipimo zaidi vya {source} vilivyokataliwa.',
  },
}
