import type { AlertTexts } from '../alert-texts.ts'

export const servicesTextsSw: AlertTexts['rules'] = {
  'service-mail-down': {
    title: '{check}: seva ya barua pepe haifanyi kazi',
    fact: '{server}, mlango (port) {port} ({protocol}), imeshindwa {fails, plural, one {mara #} other {mara #}} mfululizo: {result}.',
    meaning: 'Barua pepe haziwezi kutumwa wala kusomwa kupitia seva hii kwa sasa; kwa kawaida husubiri na kufika baadaye.',
    steps: ['Kagua kama seva imewaka na inafikika.', 'Kama inajibu kwingine, washa upya huduma yake ya barua na kagua diski: ikijaa hukataa barua.', 'Kama haitoi tena usimbaji fiche, kagua cheti na mipangilio yake kabla ya mtu yeyote kuingia.'],
    cleared: '{check}: seva ya barua pepe inafanya kazi tena.',
  },
  'service-mail-slow': {
    title: '{check}: seva ya barua pepe ni ya polepole',
    fact: '{server} ({protocol}) imechukua sekunde {response_time:number} kusalimia na kukubaliana usimbaji fiche.',
    meaning: 'Programu za barua husubiri kila zinapoanza na huenda zikakata tamaa.',
    steps: ['Kagua kazi na diski ya seva ya barua.', 'Salamu inayochelewa peke yake mara nyingi husubiri seva ya majina: kagua DNS yake.'],
    cleared: '{check}: seva ya barua pepe inajibu tena ndani ya sekunde {now_response_time:number}.',
  },
  'time-server-down': {
    title: '{check}: seva ya saa haijibu',
    fact: '{server} haijataja saa {fails, plural, one {mara #} other {mara #}} mfululizo: {result}.',
    meaning: 'Kompyuta zinazofuata saa yake zitaachana polepole; hakuna kinachosimama mara moja.',
    steps: ['Kagua kama seva imewaka na mlango wa UDP 123 uko wazi.', 'Taja seva ya pili ya saa kwenye ruta au seva kuu ya ofisi.'],
    cleared: '{check}: seva ya saa inajibu tena.',
  },
  'time-server-unsynchronised': {
    title: '{check}: seva ya saa haijui saa sahihi',
    fact: '{server} inajibu, na yenyewe inasema haijalinganishwa na saa yoyote (stratum {stratum}).',
    meaning: 'Kompyuta huikataa seva ya namna hiyo: saa zao zinaenda zenyewe.',
    steps: ['Angalia inafuata seva zipi, na kama inazifikia kupitia intaneti.', 'Washa upya huduma yake ya saa laini ikirudi.'],
    cleared: '{check}: seva ya saa inajua tena saa sahihi.',
  },
  'time-server-refuses': {
    title: '{check}: seva ya saa inaomba isiulizwe',
    fact: '{server} imejibu kwa kukataa ({reference}); inaachwa kwa muda.',
    meaning: 'Haihudumii anwani hii, au inaulizwa mara nyingi mno kutoka hapa.',
    steps: ['Tumia seva nyingine ya saa kwa ofisi hii, kama ya ruta au ya mtoa huduma.'],
    cleared: '{check}: seva ya saa inajibu tena.',
  },
  'time-server-offset': {
    title: '{check}: saa mbili zinatofautiana',
    fact: 'Saa ya {server} inatofautiana na ya kompyuta inayokagua kwa milisekunde {offset_size_ms:number}.',
    meaning: 'Moja kati ya hizo si sahihi. Kuingia kwenye mifumo, vyeti na mpangilio wa kumbukumbu hutegemea saa sahihi.',
    steps: ['Linganisha zote mbili na saa ya tatu, kama ya simu.', 'Rekebisha iliyokosea; saa inayokosea kila umeme ukikatika inahitaji betri mpya kwenye ubao wake.'],
    cleared: '{check}: saa zinalingana tena (milisekunde {now_offset_size_ms:number}).',
  },
  'web-page-changed': {
    title: '{check}: ukurasa umebadilika sana kwa mara moja',
    fact: 'Katika maandishi ya {server}, {change_percent:percent} si yale ya awali.',
    meaning: 'Ama umetengenezwa upya, au kuna mtu ameweka kitu kingine.',
    steps: ['Fungua ukurasa sasa uuangalie mwenyewe.', 'Kama hakuna wa kwenu aliyeubadilisha, mjulishe mara moja anayeuendesha, na nywila zote za tovuti zibadilishwe.', 'Kama ilikusudiwa, hakuna la kufanya: baada ya siku moja hivyo ndivyo utakavyotarajiwa kuwa.'],
    cleared: '{check}: ukurasa uko tena kama unavyotarajiwa.',
  },
  'web-page-old': {
    title: '{check}: ukurasa haujasasishwa kwa muda mrefu',
    fact: 'Maandishi ya {server} ni yale yale kwa {days_unchanged:days}.',
    meaning: 'Wananchi wanasoma habari za zamani, na kudhani ofisi imefungwa au haijali.',
    steps: ['Mwombe anayeandika kwenye tovuti aweke jipya: matangazo, zabuni, mihtasari.', 'Kama haulazimiki kubadilika mara nyingi hivyo, ongeza siku za ukaguzi huu (staleDays).'],
    cleared: '{check}: ukurasa umesasishwa.',
  },
  'web-page-unread': {
    title: '{check}: ukurasa hauwezi kufuatiliwa',
    fact: '{server} imeshindwa {fails, plural, one {mara #} other {mara #}} mfululizo: {result}.',
    meaning: 'Kwa sasa haijulikani kama umebadilishwa, na huenda wageni nao hawaoni kitu.',
    steps: ['Fungua ukurasa kwa kivinjari.', 'Kama ni sehemu yake tu inayofuatiliwa, angalia kama sehemu hiyo bado ipo.'],
    cleared: '{check}: ukurasa unasomeka tena.',
  },
}
