import type { AlertTexts } from '../alert-texts.ts'

export const accessTextsSw: AlertTexts['rules'] = {
  'password-short': {
    title: 'nywila zinaruhusiwa kuwa fupi kuliko herufi 8',
    fact: 'Kompyuta hii inakubali nywila ya herufi {min_length}.',
    meaning: 'Nywila fupi hukisiwa kwa dakika chache; sera ya ofisi inataka angalau herufi 8.',
    steps: [
      'Windows: secpol.msc, Account Policies, Password Policy: urefu wa chini 8 au zaidi. Kwenye domain: kwa group policy.',
      'Linux: sakinisha libpam-pwquality na uweke minlen = 8 kwenye /etc/security/pwquality.conf.',
    ],
    cleared: 'Sasa nywila lazima iwe na herufi {now_min_length}.',
  },
  'password-no-lockout': {
    title: 'akaunti haifungwi hata nywila ikikosewa',
    fact: 'Kwenye kompyuta hii nywila inaweza kujaribiwa mara nyingi bila kikomo.',
    meaning: 'Programu inaweza kujaribu nywila usiku kucha.',
    steps: ['Windows: secpol.msc, Account Lockout Policy: majaribio 5 hadi 10, dakika 15. Linux: pam_faillock.'],
    cleared: 'Sasa akaunti hufungwa baada ya majaribio {now_lockout_threshold}.',
  },
  'account-without-password': {
    title: 'kuna akaunti isiyohitaji nywila',
    fact: 'Akaunti {no_password} za kompyuta hii zinaweza kutumika bila nywila.',
    meaning: 'Yeyote anayeketi mbele yake, au anayeifikia kupitia mtandao, anaingia.',
    steps: [
      'Tambua ni akaunti ipi (Windows: Computer Management, Local Users; Linux: passwd -S -a).',
      'Iwekee nywila au uizime.',
    ],
    cleared: 'Sasa kila akaunti inadai nywila.',
  },
  'administrators-changed': {
    title: 'wasimamizi wa kompyuta hii wamebadilika',
    fact: 'Wasimamizi wa awali: {from}. Sasa: {to}.',
    meaning: 'Msimamizi anaweza kuzima antivirus, kusoma mafaili yote na kutengeneza akaunti nyingine.',
    steps: [
      'Kama ni wewe uliyebadilisha, thibitisha taarifa hii.',
      'Kama siyo: ondoa akaunti hiyo kwa wasimamizi, muulize aliyetumia kompyuta, na kagua kwa antivirus.',
    ],
    cleared: 'Taarifa ya mabadiliko ya wasimamizi imehifadhiwa.',
  },
  'guest-enabled': {
    title: 'akaunti ya mgeni (guest) imewashwa',
    fact: 'Akaunti ya mgeni ya kompyuta hii inaweza kutumika.',
    meaning: 'Yeyote anaingia bila jina, na baadaye hakuna wa kuulizwa.',
    steps: ['Izime: Windows: net user guest /active:no (jina linaweza kuwa limetafsiriwa).'],
    cleared: 'Akaunti ya mgeni imezimwa.',
  },
  'automatic-logon': {
    title: 'kompyuta inamwingiza mtu bila kuuliza nywila',
    fact: 'Kompyuta hii hufungua meza ya mtumiaji yenyewe baada ya kuwaka.',
    meaning: 'Ikiibiwa, au usiku, kila kitu cha mtu huyo kiko wazi.',
    steps: ['Windows: netplwiz, weka alama kwamba mtumiaji lazima aweke nywila. Linux: zima kuingia kiotomatiki.'],
    cleared: 'Inauliza nywila tena.',
  },
  'remote-desktop-opened': {
    title: 'Remote Desktop imewashwa',
    fact: 'Kompyuta hii sasa inapokea miunganisho ya Remote Desktop.',
    meaning: 'Programu za kudai fidia (ransomware) mara nyingi huingia kupitia Remote Desktop yenye nywila dhaifu.',
    steps: [
      'Kama ni wewe uliyeiwasha, hakikisha network-level authentication inadaiwa na router haiipitishi nje.',
      'Kama siyo, izime na uulize nani aliiwasha.',
    ],
    cleared: 'Taarifa ya Remote Desktop imehifadhiwa.',
  },
  'ssh-root-password': {
    title: 'root anaweza kuingia kwa SSH kwa nywila',
    fact: 'Seva ya SSH ya kompyuta hii inamkubali root kwa nywila.',
    meaning: 'Programu kwenye mtandao hujaribu nywila ya root usiku na mchana.',
    steps: ['Weka PermitRootLogin prohibit-password kwenye /etc/ssh/sshd_config kisha pakia upya ssh.'],
    cleared: 'Root haingii tena kwa nywila.',
  },
  'share-open': {
    title: 'kuna folda ya pamoja iliyo wazi kwa wote',
    fact: 'Folda {open_shares} za pamoja zinaweza kuandikwa na yeyote, au kusomwa bila nywila.',
    meaning: 'Programu hasidi ya kompyuta moja husambaa na kufunga mafaili kupitia folda kama hizo.',
    steps: ['Toa haki kwa kundi la idara badala ya Everyone; ruhusu kuandika pale tu inapohitajika.'],
    cleared: 'Hakuna tena folda iliyo wazi kwa wote.',
  },
}
