import type { AlertTexts } from './alert-texts.ts'
import { allRuleTextsSw } from './rules/rule-texts-sw.ts'

export const alertsSw: AlertTexts = {
  rules: allRuleTextsSw,
  generated: {
    limits: {
      title: '{measurement} {object}: {field}',
      fact: '{measurement} {object}: {readings}. Kanuni "{rule}" ya taasisi yenu imetimia: {condition}.',
      meaning: 'Kanuni hii iliandikwa na taasisi yenu.',
      steps: ['Fanya kama taasisi yenu ilivyokubaliana kuhusu kanuni "{rule}".'],
      cleared: 'Kanuni "{rule}" haitimii tena.',
    },
    happened: {
      title: '{measurement} {object}: {rule}',
      fact: '{measurement} {object}: {readings}. Inaarifiwa na kanuni "{rule}" ya taasisi yenu.',
      meaning: 'Kanuni hii iliandikwa na taasisi yenu.',
      steps: ['Fanya kama taasisi yenu ilivyokubaliana kuhusu kanuni "{rule}".'],
      cleared: 'Hakuna jingine lililoonekana tangu hapo.',
    },
    late: {
      title: '{measurement} {object}: imechelewa',
      fact: '{measurement} {object}: mara ya mwisho kufanikiwa {last:when}; mara zilizokosekana: {missed:number}.',
      meaning: 'Kinachotarajiwa na kanuni "{rule}" ya taasisi yenu hakikufanyika kwa wakati.',
      steps: ['Tafuta sababu ya kutofanyika, kisha fanya mwenyewe.'],
      cleared: '{measurement} {object}: imefanyika tena.',
    },
    silent: {
      title: '{rule}: hakuna taarifa',
      fact: 'Hakuna taarifa iliyopokelewa tangu {since:when}.',
      meaning: 'Kanuni "{rule}" ya taasisi yenu inatarajia taarifa kutoka hapo.',
      steps: ['Kagua kama kifaa kimewaka na kimeunganishwa.'],
      cleared: 'Taarifa zinapokelewa tena.',
    },
  },
  gone: 'Hakipo tena: {object}. Kama hakuna aliyekiondoa, kitafute: kilichoharibika kabisa pia hutoweka. Historia yake imehifadhiwa.',
  flapping:
    'Hali haitulii: imerudi {times:times} muda mfupi baada ya kuisha. Kuanzia sasa itahesabiwa kuwa imeisha ikikaa sawa kwa muda mrefu zaidi.',
  comparisons: {
    above: '{field} zaidi ya {value}',
    below: '{field} chini ya {value}',
    atLeast: '{field} kuanzia {value}',
    atMost: '{field} hadi {value}',
    is: '{field} ni {value}',
    isNot: '{field} si {value}',
  },
  severity: { info: 'TAARIFA', warning: 'ONYO', critical: 'DHARURA' },
  roles: {
    server: 'Seva',
    network: 'Kifaa cha mtandao',
    printer: 'Printa',
    ups: 'UPS',
    desktop: 'Kompyuta',
    laptop: 'Kompyuta mpakato',
  },
  mail: {
    subjectHost: '[{severity}] {role} {host}{place}: {title}',
    subjectHostMany: '[{severity}] {role} {host}{place}: mambo {count:number} yanahitaji hatua',
    subjectMany: '[{severity}] Vifaa {count:number} vinahitaji hatua',
    subjectManySame: '[{severity}] Vifaa {count:number}: {title}',
    subjectSite: '[{severity}] {site}: {title}',
    subjectOther: '[{severity}] {title}',
    greeting: 'Ndugu {name},',
    openedMany:
      'Unaarifiwa kuhusu vifaa {count:number} kwa ujumbe huu mmoja. Jambo la kwanza lilionekana {opened:when}.',
    opened: 'Unaarifiwa kuhusu {role} {host}{place}. Ilionekana {opened:when}.',
    openedSite: 'Unaarifiwa kuhusu {site}. Ilionekana {opened:when}.',
    openedOther: 'Unaarifiwa kuhusu jambo lifuatalo. Ilionekana {opened:when}.',
    worsened: 'Hali imekuwa mbaya zaidi:',
    recovered: '[IMEREJEA] Yafuatayo yamekwisha {cleared:when}, baada ya {lasted:duration}:',
    meaning: 'Maana yake: {text}',
    steps: 'Hatua zinazopendekezwa:',
    acknowledge: 'Tafadhali thibitisha kupokea: {link}',
    acknowledgeHere: 'Tafadhali thibitisha kupokea kwenye ukurasa wa tahadhari wa dashibodi.',
    oneOnly: 'Hutatumiwa ujumbe mwingine kuhusu jambo hili mpaka litakapokuwa baya zaidi, au likiendelea kwa {again:duration} bila mtu kuthibitisha. Likiisha utaarifiwa kwa barua pepe au kwenye muhtasari wa asubuhi.',
    footer:
      'Ujumbe huu umetumwa na mfumo wa ufuatiliaji wa vifaa vya TEHAMA wa {organisation}. Kwa msaada wasiliana na Kitengo cha TEHAMA: simu {phone}, barua pepe {email}. Tafadhali usimpe mtu yeyote nywila yako, hata Afisa TEHAMA.',
    digestSubject: '[TAARIFA] Muhtasari wa {count, plural, one {tahadhari # iliyochelewa} other {tahadhari # zilizochelewa}}',
    digestIntro:
      'Barua pepe hazikuweza kutumwa kwa muda. Ujumbe huu mmoja unaeleza yaliyotokea wakati huo, badala ya ujumbe {count:number}.',
    digestOpen: 'Yanayoendelea ({count:number}):',
    digestCleared: 'Yaliyokwisha wakati huo ({count:number}):',
    digestLineCleared: '{opened:when} hadi {cleared:when}: {role} {host}{place}: {title}',
    digestSiteCleared: '{opened:when} hadi {cleared:when}: {site}: {title}',
    digestOtherCleared: '{opened:when} hadi {cleared:when}: {title}',
    digestMore: '… na {count, plural, one {jingine # lililo} other {mengine # yaliyo}} kwenye dashibodi.',
    summarySubject: '[TAARIFA] Hali ya vifaa vya TEHAMA {date}',
    summaryIntro: 'Habari za asubuhi. Hii ni hali ya vifaa {now:when}.',
    summaryOpen: 'Yanayoendelea ({count:number}):',
    summaryNone: 'Hakuna tahadhari inayoendelea.',
    summaryCleared: 'Yaliyokwisha tangu muhtasari uliopita ({count:number}):',
    heldBack:
      'Ujumbe {count:number} haukutumwa mmoja mmoja kwa sababu ukomo wa ujumbe ulifikiwa; yote yamo kwenye orodha zilizo hapa chini.',
    summarySteps:
      'Anza na yaliyoandikwa dharura; thibitisha kwenye dashibodi yale uliyoanza kuyashughulikia.',
    acknowledgeButton: 'Thibitisha kupokea',
    summaryHost: '{role} {host}{place}: {titles}. Tangu {opened:when}.',
    summarySite: '{site}: {titles}. Tangu {opened:when}.',
    summaryNews: 'Mapya ambayo hujaarifiwa bado ({count:number}):',
    summaryAlike: '{title}: {count, plural, one {kompyuta #} other {kompyuta #}} ({names}).',
    summaryAlikeMore: '{title}: kompyuta {count:number} ({names}, na nyingine {more:number}).',
    summaryOther: '{titles}. Tangu {opened:when}.',
    summaryMore: 'na {count, plural, one {jingine #} other {mengine #}}',
    openConsole: 'Tazama yote kwenye dashibodi: {link}',
    deputyNext:
      'Usipothibitisha ndani ya {wait:duration}, ujumbe utatumwa kwa {deputy}.',
    escalationLead:
      'Hakuna aliyethibitisha kupokea jambo hili hadi sasa, hivyo linaletwa kwako. Tafadhali hakikisha linashughulikiwa.',
    directorLead:
      'Unaarifiwa kwa kuwa huduma hii ya ofisi haijapatikana kwa zaidi ya saa {hours} za kazi. Kitengo cha TEHAMA kinafahamu.',
    reminderSubject:
      '[KUMBUSHO] {count, plural, one {Jambo # bado halijashughulikiwa} other {Mambo # bado hayajashughulikiwa}}',
    reminderIntro:
      '{count, plural, one {Jambo hili bado linaendelea} other {Mambo haya # bado yanaendelea}} na hakuna aliyethibitisha kupokea. Tafadhali anza kushughulikia, au nyamazisha kwa kuandika sababu.',
    antivirusSubject:
      '[ONYO] {count, plural, one {Kompyuta # ina} other {Kompyuta # zina}} kizuia virusi kilichozimwa au kisichohuishwa',
    antivirusIntro:
      'Hadi {now:when}, {count, plural, one {kompyuta # haina} other {kompyuta # hazina}} ulinzi kamili dhidi ya virusi, kati ya kompyuta {total:number} ({share:percent}). Orodha hii hutumwa mara moja kwa wiki.',
    antivirusNone: 'Hakuna kizuia virusi ({count:number}):',
    antivirusOff: 'Kimezimwa au leseni yake imekwisha ({count:number}):',
    antivirusOld: 'Hakijahuishwa kwa zaidi ya siku 7 ({count:number}):',
    antivirusSteps:
      'Hatua zinazopendekezwa: anza kusakinisha au kuwasha kile kinachokosekana. Kompyuta zisizo na intaneti zihuishwe kwa USB wakati wa ziara ya matengenezo.',
    supportSubject:
      '[TAARIFA] {count, plural, one {Kompyuta # ina} other {Kompyuta # zina}} mfumo endeshi usio na msaada wa mtengenezaji',
    supportIntro:
      'Hadi {now:when}, kati ya kompyuta {total:number}, {count, plural, one {kompyuta # inatumia mfumo usiopata} other {kompyuta # zinatumia mifumo isiyopata}} tena masasisho ya usalama ({share:percent}). Orodha hii hutumwa mara moja kwa robo mwaka.',
    supportLine: '{system}: {count:number}, tangu {ends:date}. {names}',
    supportLineUndated: '{system}: {count:number}. {names}',
    supportSteps:
      'Zipi zinaweza kuhamia mfumo mpya na zipi zinahitaji kubadilishwa, dashibodi inaonyesha chini ya Masasisho. Inaombwa maelekezo yako kuhusu mpango wa awamu.',
    backupsSubject:
      '[KUMBUSHO] Nakala rudufu, {department}: {count, plural, one {kompyuta # haina} other {kompyuta # hazina}} nakala',
    backupsIntro:
      'Unakumbushwa kuwa nakala rudufu (backup) za {department} zimekosekana kwa siku {nights} za kazi au zaidi. {count, plural, one {Kompyuta inayohusika ni #} other {Kompyuta zinazohusika ni #}}:',
    backupsLine:
      '{role} {host}: nakala ya mwisho {last:when}; {title}.',
    backupsLineNever:
      '{role} {host}: haijawahi kuwa na nakala, ilionekana {opened:when}; {title}.',
    backupsMeaning:
      'Kompyuta isiyo na nakala ikiharibika leo, kazi ya siku hizo haitaweza kurejeshwa.',
    backupsSteps:
      'Tafadhali waelekeze watumiaji waunganishe diski ya nje, au waache kompyuta imewaka, hadi asubuhi ya siku inayofuata. Kitengo cha TEHAMA kiko tayari kusaidia. Ahsante kwa ushirikiano.',
    smsHost:
      '{severity}: {host}: {title}, {opened:clock}.',
    smsSite:
      '{severity}: {site}: {title}, {opened:clock}.',
    smsSiteShort: '{severity}: {site} - {short}',
    smsMany:
      '{severity}: {host}: mambo {count:number}, {opened:clock}.',
    smsRecovery:
      'IMEREJEA: {host}: {title}, {cleared:clock}, baada ya {lasted:duration}.',
    smsRecoverySite:
      'IMEREJEA: {site}: {title}, {cleared:clock}, baada ya {lasted:duration}.',
    smsRecoveryShort: 'IMEREJEA: {site} {cleared:clock}, baada ya {lasted:duration}. {short}',
    smsLineDown:
      'DHARURA: Barua pepe za tahadhari hazitumwi tangu {since:clock}; ujumbe {count:number} unasubiri. Kagua intaneti na seva ya barua pepe.',
    smsStep:
      'Angalia barua pepe.',
    smsTest:
      'JARIBIO: Mlinzi anaifikia simu hii, {now:clock}. Hakuna la kufanya.',
    testSubject: '[TAARIFA] Ujumbe wa majaribio wa mfumo wa ufuatiliaji',
    testBody:
      'Huu ni ujumbe wa majaribio ulioombwa {now:when}. Kutuma barua pepe kunafanya kazi; tahadhari zitakufikia kwa anwani hii.',
  },
  delivery: {
    delivered: 'Seva ya barua pepe imepokea ujumbe. Tazama sanduku la barua, pamoja na folda ya spam.',
    wrong_password: 'Seva ya barua pepe imekataa jina la mtumiaji au nywila. Andika vyote upya; baadhi ya watoa huduma huhitaji nywila ya programu.',
    login_required: 'Seva ya barua pepe inahitaji jina la mtumiaji na nywila. Jaza vyote viwili.',
    tls_refused: 'Muunganisho uliosimbwa haukuwezekana. Jaribu chaguo jingine (STARTTLS na mlango 587, TLS na mlango 465).',
    certificate: 'Cheti cha seva ya barua pepe hakiaminiki. Kagua jina la seva; muulize mtoa huduma jina sahihi.',
    relay_denied: 'Seva ya barua pepe haikubali kutuma kwa anwani hii. Jaza jina la mtumiaji na nywila, au uliza seva sahihi.',
    unreachable: 'Hakuna seva ya barua pepe inayojibu kwa anwani na mlango huo. Kagua jina, mlango, ngome ya mtandao (firewall) na intaneti.',
    name_not_found: 'Jina la seva ya barua pepe halijulikani. Kagua herufi zake na DNS ya kompyuta hii.',
    timeout: 'Seva ya barua pepe haikujibu kwa wakati. Kagua mlango, ngome ya mtandao (firewall) na njia ya mtandao.',
    unknown_recipient: 'Seva ya barua pepe haimjui mpokeaji. Kagua anwani yake.',
    sender_refused: 'Seva ya barua pepe haikubali anwani ya mtumaji. Tumia anwani ya mwenye jina la mtumiaji.',
    too_large: 'Ujumbe ni mkubwa kupita kiasi kwa seva ya barua pepe.',
    later: 'Seva ya barua pepe imeomba ujaribu baadaye. Hakuna la kufanya; itajaribiwa tena.',
    key_refused: 'Huduma imekataa ufunguo au jina. Andika vyote upya.',
    no_credit: 'Akaunti ya huduma ya SMS haina salio. Ongeza salio.',
    number_refused: 'Huduma haikubali namba hii ya simu. Kagua namba.',
    channel_refused: 'Huduma imekataa ujumbe. Maneno yake yako pembeni.',
    channel_unreachable: 'Huduma haijibu. Kagua anwani yake na intaneti; itajaribiwa tena.',
    daily_cap: 'Ukomo wa ujumbe kwa siku umefikiwa; yaliyobaki yatakuja na muhtasari.',
    rejected: 'Seva ya barua pepe imekataa ujumbe. Maneno yake yako pembeni.',
    not_configured: 'Hakuna seva ya barua pepe iliyowekwa. Jaza mipangilio ya barua pepe.',
    expired: 'Ujumbe haukuweza kutumwa kwa saa 72 na umeachwa.',
    failed: 'Ujumbe haukuweza kutumwa. Maneno yaliyo pembeni ni ya programu.',
  },
}
