import type { AlertTexts } from '../alert-texts.ts'

const saveFirst =
  'Nakili data muhimu iliyo kwenye diski hii kwenda mahali pengine leo; usisubiri iharibike kabisa.'

export const disksTextsSw: AlertTexts['rules'] = {
  'disk-failing': {
    title: 'diski {device} inaharibika',
    fact: 'Diski {model} ({device}, namba tambulishi {serial_no}) ina dalili za kuharibika. Dalili: {reasons}. Saa ilizofanya kazi: {power_on_hours}.',
    meaning:
      'Diski yenyewe, au Windows, inasema haitadumu. Inaweza kusimama wakati wowote pamoja na kila kilichomo.',
    steps: [
      saveFirst,
      'Hakikisha nakala rudufu (backup) ya karibuni ya kompyuta hii inafunguka.',
      'Agiza diski mpya yenye ukubwa ule ule au zaidi; namba tambulishi hapo juu inahitajika kwa dhamana.',
      'Kama dalili pekee ni "temperature" (joto), poza kompyuta kwanza na angalia tena baada ya saa moja.',
    ],
    cleared: 'Diski {model} haionyeshi tena dalili za kuharibika.',
  },
  'disk-worn': {
    title: 'diski {device} imechakaa',
    fact: 'Diski {model} ({device}) imetumia {wear_percent:percent} ya uhai ambao mtengenezaji anautarajia.',
    meaning: 'Bado inafanya kazi. Diski za SSD huchakaa kwa kuandikwa, na husimama bila dalili yoyote.',
    steps: [
      'Panga diski mpya ya kompyuta hii kwenye manunuzi yajayo.',
      'Kwa sasa hakikisha data yake inanakiliwa mahali pengine mara kwa mara.',
    ],
    cleared: 'Diski iliyopo sasa imetumia {now_wear_percent:percent} ya uhai wake.',
  },
  'disk-errors-grow': {
    title: 'diski {device} ina hitilafu zilizohesabiwa',
    fact: 'Diski {model} ({device}, namba tambulishi {serial_no}) ina hitilafu {total}; mpya tangu idadi ya mwisho iliyokubaliwa ni {rise}.',
    meaning:
      'Hitilafu za zamani zisizoongezeka ni kama makovu, hazina shida kubwa. Zinazoongezeka zinaonyesha diski inakufa.',
    steps: [
      saveFirst,
      'Angalia tena hapa baada ya wiki moja: idadi ikiongezeka tena, badilisha diski.',
      'Kama ni hitilafu za zamani zinazojulikana na haziongezeki, zikubali kama kiwango cha kuanzia.',
    ],
    cleared: 'Hitilafu za diski {model} zimekubaliwa, au haziongezeki tena.',
  },
  'disk-errors-surge': {
    title: 'hitilafu nyingi mpya kwenye diski {device}',
    fact: 'Diski {model} ({device}, namba tambulishi {serial_no}) imepata hitilafu mpya {rise} ndani ya siku mbili; jumla ni {total}.',
    meaning: 'Diski inayoharibika haraka hivi mara nyingi hubaki siku chache, pengine saa chache.',
    steps: [
      'Nakili data ya diski hii mahali pengine sasa hivi; acha inayoweza kupatikana tena.',
      'Nakala ikikamilika, acha kutumia kompyuta hii.',
      'Badilisha diski; usijaribu kuitengeneza.',
    ],
    cleared: 'Hitilafu za diski {model} zimekubaliwa, au haziongezeki tena.',
  },
  'disk-cable': {
    title: 'waya wa diski {device} unaharibu data',
    fact: 'Vipande {rise} vya data viliharibika njiani kwenda diski {model} ({device}) ndani ya wiki moja.',
    meaning: 'Huenda diski yenyewe ni nzima: waya au plagi yake imelegea, imechakaa au imekunjika.',
    steps: [
      'Zima kompyuta, kisha bonyeza vizuri plagi za diski pande zote mbili.',
      'Idadi ikiendelea kuongezeka, badilisha waya wa data.',
    ],
    cleared: 'Hakuna tena data inayoharibika njiani kwenda diski {model}.',
  },
  'disk-temperature': {
    title: 'joto la diski {device} limezidi',
    fact: 'Diski {model} ({device}) ina joto la {temp_c:celsius}.',
    meaning: 'Joto huharibu diski mapema.',
    steps: [
      'Safisha matundu ya hewa, kagua feni, na hakikisha kompyuta haijabanwa.',
      'Kagua ubaridi wa chumba.',
    ],
    cleared: 'Joto la diski {model} limeshuka hadi {now_temp_c:celsius}.',
  },
  'disk-unreadable': {
    title: 'afya ya diski {device} haijulikani',
    fact: 'Afya ya diski {model} ({device}) haiwezi kusomwa: {reason}.',
    meaning: 'Haijulikani kama ni nzima au inakufa. Usidhani ni nzima.',
    steps: [
      'Kwenye kompyuta hiyo endesha amri: mlinzi agent doctor',
      'Kama iko nyuma ya kidhibiti cha RAID, sakinisha programu ya mtengenezaji (storcli, perccli, ssacli), au smartmontools.',
    ],
    cleared: 'Afya ya diski {model} inaweza kusomwa.',
  },
  'raid-failed': {
    title: 'safu ya diski {array} imeharibika',
    fact: 'Safu ya diski {array} ({kind}) iko katika hali: {state}. Diski zilizokosekana au mbovu: {disks_failed}, kati ya {disks}.',
    meaning: 'Diski zilizoharibika ni nyingi kuliko safu inavyoweza kustahimili. Data yake haipatikani kwa sasa.',
    steps: [
      'Usichomoe, usibadilishe wala kufomati chochote: kosa sasa litaharibu kinachoweza kuokolewa.',
      'Kagua waya na umeme wa diski zote, kisha iwashe upya mara moja.',
      'Isiporudi, rejesha kutoka nakala rudufu ya karibuni, au mwite mtaalamu.',
    ],
    cleared: 'Safu ya diski {array} inapatikana tena.',
  },
  'raid-degraded': {
    title: 'safu ya diski {array} imepoteza kinga',
    fact: 'Safu ya diski {array} ({kind}) iko katika hali: {state}. Diski zilizokosekana au mbovu: {disks_failed}, kati ya {disks}.',
    meaning: 'Bado inafanya kazi, lakini diski moja zaidi ikiharibika data yote inaweza kupotea.',
    steps: [
      'Hakikisha nakala rudufu ya karibuni ya kompyuta hii ni kamili; kama sivyo, ichukue sasa.',
      'Itambue diski mbovu kwa namba tambulishi na uibadilishe; usichomoe nyingine.',
      'Wakati diski mpya inajazwa kompyuta itakuwa polepole: usiizime.',
    ],
    cleared: 'Safu ya diski {array} ni kamili na ina kinga tena.',
  },
  'raid-member-failed': {
    title: 'diski mbovu bado imo kwenye safu {array}',
    fact: 'Safu ya diski {array} ({kind}) ni kamili, lakini diski mbovu zilizomo ni {disks_failed}.',
    meaning: 'Diski ya akiba imechukua nafasi yake. Huenda hakuna akiba nyingine itakayosaidia tena.',
    steps: ['Badilisha diski mbovu ili safu iwe na akiba tena.'],
    cleared: 'Hakuna tena diski mbovu kwenye safu {array}.',
  },
  'raid-errors': {
    title: 'hitilafu mpya kwenye safu ya diski {array}',
    fact: 'Diski za {array} ({kind}) zina hitilafu {total}; mpya tangu idadi ya mwisho iliyokubaliwa ni {rise}.',
    meaning:
      'Safu hurekebisha hitilafu moja moja kwa kutumia diski zake nyingine. Kuongezeka kwake kunaonyesha diski inayokufa au waya mbovu.',
    steps: [
      'Angalia kwenye kompyuta hiyo ni diski ipi (zpool status, btrfs device stats).',
      'Kagua waya wake; idadi ikiendelea kuongezeka, badilisha diski.',
      'Kama kuna mafaili yaliyotajwa kuwa yameharibika kabisa, yarejeshe kutoka nakala rudufu.',
    ],
    cleared: 'Hitilafu za {array} zimekubaliwa, au haziongezeki tena.',
  },
  'pool-full': {
    title: 'hifadhi ya diski {array} inakaribia kujaa',
    fact: 'Hifadhi {array} ({kind}) imejaa kwa {capacity_percent:percent}.',
    meaning: 'Ikijaa, diski zake zote husimama kwa pamoja, na nyingine hazirudi zenyewe.',
    steps: [
      'Futa kisichohitajika, ukianza na nakala za papo (snapshots) za zamani.',
      'Ongeza diski kabla haijafikia 95%.',
    ],
    cleared: 'Hifadhi {array} sasa imejaa kwa {now_capacity_percent:percent}.',
  },
  'pool-metadata-full': {
    title: 'metadata ya hifadhi {array} inakaribia kujaa',
    fact: 'Metadata ya hifadhi {array} ({kind}) imejaa kwa {metadata_percent:percent}.',
    meaning: 'Ikijaa, hifadhi haiwezi tena kuandikwa hata kama nafasi ipo.',
    steps: [
      'Chukua nakala rudufu kwanza.',
      'Iongeze kwenye kompyuta hiyo kwa amri lvextend --poolmetadatasize.',
      'Futa nakala za papo (snapshots) za zamani.',
    ],
    cleared: 'Metadata ya hifadhi {array} sasa imejaa kwa {now_metadata_percent:percent}.',
  },
  'raid-controller': {
    title: 'kidhibiti cha RAID {controller} kina tatizo',
    fact: 'Kidhibiti cha RAID {model} ({controller}) kiko katika hali: {state}.',
    meaning: 'Diski zote zilizo nyuma yake zinakitegemea. Chanzo kimeandikwa kwenye programu yake.',
    steps: [
      'Hakikisha nakala rudufu ya karibuni ya kompyuta hii ni kamili.',
      'Fungua programu ya mtengenezaji (storcli, perccli, ssacli) na usome ujumbe wake.',
    ],
    cleared: 'Kidhibiti cha RAID {controller} ni kizima tena.',
  },
  'raid-battery': {
    title: 'betri ya kidhibiti cha RAID {controller} imekufa',
    fact: 'Betri au kapasita ya kidhibiti cha RAID {model} ({controller}) imeharibika.',
    meaning:
      'Umeme ukikatika, data ambayo haijaandikwa itapotea; vidhibiti vingi pia huwa polepole sana bila betri.',
    steps: [
      'Agiza betri mpya ya kidhibiti hiki hasa.',
      'Kwa sasa hakikisha UPS ya kompyuta hii inafanya kazi.',
    ],
    cleared: 'Betri ya kidhibiti cha RAID {controller} ni nzima tena.',
  },
  'raid-drive': {
    title: 'diski {drive} nyuma ya kidhibiti inaharibika',
    fact: 'Kidhibiti kinaripoti diski {model} (nafasi {drive}, namba tambulishi {serial_no}): {state}.',
    meaning: 'Huenda safu ya diski imepoteza kinga yake, au iko karibu kuipoteza.',
    steps: [
      'Hakikisha nakala rudufu ya karibuni ya kompyuta hii ni kamili.',
      'Badilisha diski iliyo kwenye nafasi hii tu; linganisha namba tambulishi kabla ya kuichomoa.',
    ],
    cleared: 'Diski iliyo kwenye nafasi {drive} ni nzima.',
  },
}
