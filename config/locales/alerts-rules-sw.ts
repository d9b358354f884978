/** What each shipped rule says (Kiswahili). */
import type { AlertTexts } from './alert-texts.ts'

export const ruleTextsSw: AlertTexts['rules'] = {
    'cpu-busy': {
      title: 'kichakataji (CPU) kimelemewa kwa muda mrefu',
      fact: 'Katika kipimo cha mwisho kichakataji (CPU) kilikuwa kinatumika kwa {usage_active:percent}.',
      meaning: 'Programu za kompyuta hii zitakuwa polepole; huenda mojawapo imekwama.',
      steps: [
        'Fungua orodha ya programu na utambue inayotumia kichakataji zaidi.',
        'Ifunge au iwashe upya; ikijirudia, kagua kompyuta kama ina programu hasidi (malware).',
      ],
      cleared: 'Matumizi ya kichakataji yamerudi kuwa {now_usage_active:percent}.',
    },
    'memory-full': {
      title: 'RAM (kumbukumbu ya kazi) inakaribia kujaa',
      fact: 'RAM inayotumika ni {used_percent:percent}: {used:bytes} kati ya {total:bytes}.',
      meaning: 'Kompyuta itakuwa polepole na programu zinaweza kujifunga zenyewe.',
      steps: [
        'Funga programu na kurasa za kivinjari zisizotumika.',
        'Ikitokea kila siku, andika programu inayotumia zaidi, au panga kuongeza RAM.',
      ],
      cleared: 'Matumizi ya RAM yamerudi kuwa {now_used_percent:percent}.',
    },
    'swap-full': {
      title: 'nafasi ya swap inakaribia kujaa',
      fact: 'Nafasi ya swap inayotumika ni {used_percent:percent}: {used:bytes} kati ya {total:bytes}.',
      meaning: 'RAM haitoshi kwa kazi zinazofanyika; kompyuta inaweza kuacha kuitikia.',
      steps: [
        'Funga programu zisizohitajika.',
        'Washa kompyuta upya wakati ambapo haitumiki.',
      ],
      cleared: 'Matumizi ya swap yamerudi kuwa {now_used_percent:percent}.',
    },
    'disk-full': {
      title: 'diski {path} inakaribia kujaa',
      fact: 'Diski {path} imejaa kwa {used_percent:percent}: nafasi iliyobaki ni {free:bytes} kati ya {total:bytes}.',
      meaning:
        'Ikijaa, nyaraka haziwezi kuhifadhiwa, masasisho na nakala rudufu (backup) hushindikana, na hifadhidata iliyomo husimama.',
      steps: [
        'Safisha pipa la taka la kompyuta na futa mafaili ya muda.',
        'Hamisha mafaili makubwa yasiyotumika kwenda seva ya mafaili au diski ya nje.',
        'Diski ikiendelea kujaa, panga kupata diski kubwa zaidi.',
      ],
      cleared: 'Diski {path} ina nafasi tena: {now_free:bytes} (imetumika {now_used_percent:percent}).',
    },
    'disk-inodes': {
      title: 'diski {path} ina mafaili mengi kupita kiasi',
      fact: 'Diski {path} imetumia {inodes_used_percent:percent} ya idadi ya mafaili inayoweza kubeba.',
      meaning: 'Hata kama nafasi ipo, faili jipya haliwezi kuundwa idadi ikifikia 100%.',
      steps: [
        'Tafuta folda yenye mafaili madogo mengi sana (foleni ya barua pepe, mafaili ya muda).',
        'Futa yale ya zamani.',
      ],
      cleared: 'Diski {path} imerudi kuwa {now_inodes_used_percent:percent} ya idadi ya mafaili.',
    },
    'disk-slow': {
      title: 'diski {name} ni nzito sana',
      fact: 'Ombi kwa diski {name} huchukua milisekunde {io_await:number}, na diski inatumika {io_util:percent} ya muda.',
      meaning: 'Kompyuta inaisubiri diski yake. Huenda diski inaharibika, au programu fulani inailemea.',
      steps: [
        'Hakikisha nakala rudufu ya kompyuta hii ni ya karibuni.',
        'Angalia programu inayosoma na kuandika sana; isimamishe kama haihitajiki.',
        'Kama hakuna sababu inayoonekana, pima diski na upange kuibadilisha.',
      ],
      cleared: 'Diski {name} inajibu haraka tena.',
    },
    'disk-not-answering': {
      title: 'diski {path} haiitikii',
      fact: 'Mfumo wa mafaili {path} ({device}) haukujibu kwa wakati.',
      meaning: 'Programu zinazofungua mafaili hapo hukwama. Mara nyingi chanzo ni seva ya mafaili au mtandao.',
      steps: [
        'Kagua kama seva inayotoa folda hii imewaka na inapatikana.',
        'Kama ni diski ya kompyuta yenyewe, hifadhi nyaraka na kagua diski.',
      ],
      cleared: 'Mfumo wa mafaili {path} unajibu tena.',
    },
    'processor-hot': {
      title: 'joto la kichakataji (CPU) limezidi',
      fact: 'Kipima joto {sensor} kinaonyesha {temp:celsius}.',
      meaning: 'Kompyuta hujipunguza kasi na inaweza kujizima; joto hupunguza umri wake.',
      steps: [
        'Kagua kama feni inazunguka na kama matundu ya hewa hayana vumbi.',
        'Kagua ubaridi wa chumba.',
      ],
      cleared: 'Kipima joto {sensor} kimeshuka hadi {now_temp:celsius}.',
    },
    'disk-hot': {
      title: 'joto la diski limezidi',
      fact: 'Kipima joto {sensor} kinaonyesha {temp:celsius}.',
      meaning: 'Joto huharibu diski mapema.',
      steps: [
        'Fanya nakala rudufu (backup) ya yaliyomo kwenye diski hii.',
        'Safisha matundu ya hewa, kagua feni na ubaridi wa chumba.',
      ],
      cleared: 'Kipima joto {sensor} kimeshuka hadi {now_temp:celsius}.',
    },
    'battery-worn': {
      title: 'betri {name} imechoka',
      fact: 'Betri {name} inahifadhi {health_percent:percent} ya uwezo wake ilipokuwa mpya.',
      meaning: 'Kompyuta mpakato huzima muda mfupi baada ya umeme kukatika.',
      steps: ['Panga kununua betri mpya.', 'Kwa sasa hifadhi kazi mara kwa mara na tumia chaja.'],
      cleared: 'Uwezo wa betri {name} umerudi kuwa {now_health_percent:percent}.',
    },
    'server-restarted': {
      title: 'seva imewaka upya',
      fact: 'Seva imewaka upya {to:when}.',
      meaning: 'Kama hakuna aliyeiwasha upya, chanzo ni umeme, joto au hitilafu; huduma zinaweza kuwa hazijaanza.',
      steps: [
        'Kama haikupangwa, soma kumbukumbu za mfumo (system log) za kabla ya muda huo.',
        'Kagua kama huduma zinazotumiwa na watumishi zinafanya kazi.',
      ],
      cleared: 'Hakuna jingine lililoonekana tangu hapo.',
    },
    'server-link-down': {
      title: 'kiungo cha mtandao {interface} kimekatika',
      fact: 'Kiungo cha mtandao {interface} kilikuwa hewani na sasa kimekatika.',
      meaning: 'Seva imepoteza njia ya kuingia kwenye mtandao.',
      steps: ['Kagua waya na taa zake kwenye seva na kwenye swichi.'],
      cleared: 'Hakuna jingine lililoonekana tangu hapo.',
    },
    'source-failed': {
      title: 'kipimo "{source}" kinashindikana',
      fact: 'Programu wakala (agent) haikuweza kusoma "{source}": {state}.',
      meaning: 'Hali ya kinachopimwa haijulikani; si nzuri wala si mbaya.',
      steps: [
        'Kwenye kompyuta hiyo endesha amri: mlinzi agent doctor',
        'Fuata maelekezo yake; isiposaidia, toa taarifa pamoja na majibu yake.',
      ],
      cleared: 'Programu wakala inaweza kusoma "{source}" tena.',
    },
    'agent-backlog': {
      title: 'taarifa zinasubiri kutumwa',
      fact: 'Taarifa ya zamani zaidi inayosubiri kwenye kompyuta hii ina umri wa {spool_oldest:duration}.',
      meaning: 'Njia ya mtandao ni ya polepole au hukatika; hakuna kilichopotea, ila unachoona ni cha zamani.',
      steps: ['Kagua njia ya mtandao ya kompyuta hii na ya kituo chake.'],
      cleared: 'Taarifa zilizokuwa zinasubiri zimepokelewa.',
    },
    'agent-dropped': {
      title: 'baadhi ya taarifa zimepotea',
      fact: 'Programu wakala ililazimika kufuta taarifa kabla ya kuzituma; idadi tangu ilipoanza: {to:number}.',
      meaning: 'Hifadhi yake ilijaa kwa sababu seva ya ukusanyaji haikupatikana kwa muda mrefu.',
      steps: [
        'Kagua nafasi iliyobaki kwenye diski ya kompyuta hii.',
        'Kagua njia ya mtandao kwenda seva ya ukusanyaji.',
      ],
      cleared: 'Hakuna taarifa nyingine iliyopotea tangu hapo.',
    },
    'clock-wrong': {
      title: 'saa ya kompyuta si sahihi',
      fact: 'Saa ya kompyuta hii imekosea kwa {offset_s:duration}.',
      meaning: 'Tarehe za nyaraka na kumbukumbu zinakosewa, na kurasa salama zinaweza kukataa kufunguka.',
      steps: [
        'Rekebisha tarehe, saa na ukanda wa saa, kisha washa saa ya kiotomatiki.',
        'Ikikosea tena baada ya katizo la umeme, badilisha betri ya CMOS.',
      ],
      cleared: 'Saa ya kompyuta ni sahihi tena.',
    },
    'server-silent': {
      title: 'seva haipatikani',
      fact: 'Seva haijatuma taarifa yoyote tangu {since:when}.',
      meaning: 'Huduma zilizomo hazipatikani, isipokuwa kama tatizo ni la mtandao wake tu.',
      steps: [
        'Kagua kama seva imewaka na kama taa za mtandao zinawaka.',
        'Kagua UPS na waya wa umeme.',
        'Kama imezimika, iwashe na usome ujumbe wa hitilafu kabla ya kuendelea.',
      ],
      cleared: 'Seva inatuma taarifa tena.',
    },
    'network-silent': {
      title: 'kifaa cha mtandao hakipatikani',
      fact: 'Kifaa hakijajibu tangu {since:when}.',
      meaning: 'Vifaa vilivyounganishwa nyuma yake vinaweza kuwa vimepoteza mtandao.',
      steps: ['Kagua umeme na taa zake.', 'Kagua waya zinazoingia kwenye kifaa hicho.'],
      cleared: 'Kifaa kinajibu tena.',
    },
    'critical-computer-silent': {
      title: 'kifaa muhimu hakijaonekana',
      fact: 'Kifaa hiki, kilichowekwa alama kuwa muhimu, hakijaonekana tangu {since:when}.',
      meaning: 'Kazi zinazokitegemea zinaweza kuwa zimesimama.',
      steps: ['Muulize mtumiaji kama kinatumika.', 'Kagua umeme na mtandao wake.'],
      cleared: 'Kifaa kinaonekana tena.',
    },
    'computer-absent': {
      title: 'kompyuta haijaonekana kwa {days:days} za kazi',
      fact: 'Kompyuta ilionekana mara ya mwisho {since:when}.',
      meaning: 'Haipati masasisho wala nakala rudufu (backup), na huenda ni mbovu, imehamishwa au imepotea.',
      steps: [
        'Uliza mtumiaji au idara iko wapi.',
        'Kama haitumiki tena, iondoe kwenye orodha.',
      ],
      cleared: 'Kompyuta inaonekana tena.',
    },
    'site-silent': {
      title: 'vifaa {count:number} havipatikani – {cause, select, inside {huenda swichi imekwama} line {huenda laini imekatika} other {huenda umeme umekatika}}',
      fact: 'Vifaa {count:number} kati ya {total:number} vya kituo vimeacha kutuma taarifa{spread, select, yes { kati ya {first:clock} na {since:clock}; cha mwisho} other {}} {since:when}: {names}.',
      meaning:
        '{reason, select, ups {UPS ya {witness} iliripoti kabla kuwa inatumia betri, kwa hiyo huenda ni katizo la umeme.} laptop {Kompyuta zenye betri bado zinatuma taarifa ({witness}), kwa hiyo laini ya mtandao ipo; zisizo na betri zimetoweka: huenda ni katizo la umeme.} desktop {Kompyuta zisizo na betri bado zinatuma taarifa ({witness}), kwa hiyo umeme na njia ya kufika kituoni vipo: huenda swichi ya ndani au umeme wa sehemu ya jengo ndio wenye tatizo.} network {Kifaa cha mtandao cha kituo bado kinajibu ({witness}), kwa hiyo njia ya kufika kituoni ipo: huenda swichi ya ndani au umeme wa jengo ndio wenye tatizo.} oftenLine {Hakuna kifaa cha kituo kinachofikiwa. Kwa mbali, katizo la umeme na kukatika kwa laini hakutofautiani; kati ya makatizo ya karibuni ya kituo hiki, {lines:number} yalikuwa ya laini na {powers:number} ya umeme, kwa hiyo huenda ni laini ya mtandao.} oftenPower {Hakuna kifaa cha kituo kinachofikiwa. Kwa mbali, katizo la umeme na kukatika kwa laini hakutofautiani; kati ya makatizo ya karibuni ya kituo hiki, {powers:number} yalikuwa ya umeme na {lines:number} ya laini, kwa hiyo huenda ni katizo la umeme.} other {Kwa kuwa vimetoweka kwa pamoja, huenda ni katizo la umeme au hitilafu ya mtandao wa kituo kizima; kwa mbali mambo haya mawili hayatofautiani.}} Umetumiwa ujumbe huu mmoja badala ya ujumbe kwa kila kifaa. Kompyuta zinazotumia betri zinahifadhi taarifa zake na zitazituma mtandao utakaporejea.',
      steps: [
        'Piga simu kituoni na uulize kama umeme upo.',
        'Kama upo, waombe wakague ruta na swichi.',
      ],
      cleared:
        'Kituo kinatuma taarifa tena: vifaa vilivyorejea ni {now_back:number} kati ya {now_total:number}. {now_missing, plural, one {Ambacho hakijarejea} other {Ambavyo havijarejea}}: {now_missing:number} {now_names}. {now_cause, select, power {Chanzo kilikuwa katizo la umeme.} line {Chanzo kilikuwa njia ya mtandao: kompyuta zilibaki zimewaka.} other {Chanzo hakijajulikana bado.}} Kompyuta zilizokuwa zimezimika ghafla: {now_sudden:number}. Makatizo ya umeme ya kituo hiki katika rejista ya robo hii: {now_cuts:number}.',
      short: 'vifaa {count:number} havipatikani tangu {since:clock}. {cause, select, inside {Huenda swichi imekwama} line {Huenda laini imekatika} other {Huenda umeme umekatika}}. Piga simu kituoni kuthibitisha.',
      shortCleared: 'Vifaa {now_back:number}/{now_total:number}. Bado: {now_missing:number} {now_names}',
    },
    'source-silent': {
      title: 'vipimo havifiki ingawa seva imewaka',
      fact: 'Kipimo cha mwisho cha aina hii kilifika {last:when}.',
      meaning: 'Programu wakala (agent) inafanya kazi lakini kuna kinachoizuia kupima.',
      steps: ['Kwenye seva hiyo endesha amri: mlinzi agent doctor', 'Anzisha upya programu wakala.'],
      cleared: 'Vipimo vinafika tena.',
    },
    'collector-disk': {
      title: 'diski ya seva ya ukusanyaji inakaribia kujaa',
      fact: 'Nafasi iliyobaki mahali seva ya ukusanyaji inapohifadhi taarifa ni {disk_free:bytes}.',
      meaning: 'Ikijaa, kumbukumbu hazitahifadhiwa tena na tahadhari zinaweza kusimama.',
      steps: [
        'Ongeza nafasi kwenye seva ya ukusanyaji au weka diski kubwa zaidi.',
        'Au punguza muda wa kuhifadhi kumbukumbu (Mipangilio).',
      ],
      cleared: 'Seva ya ukusanyaji ina nafasi tena: {now_disk_free:bytes}.',
    },
  }
