import type { AlertTexts } from '../alert-texts.ts'

export const firewallTextsSw: AlertTexts['rules'] = {
  'firewall-off': {
    title: 'ngome ya mtandao (firewall) imezimwa',
    fact: 'Ngome ya mtandao ya kompyuta hii imezimwa.',
    meaning:
      'Kila kompyuta kwenye mtandao huo inaweza kufikia folda na huduma zake; virusi vya mtandao havihitaji zaidi ya hapo.',
    steps: [
      'Washa ngome ya mtandao kwa aina zote za mitandao.',
      'Kama ilizimwa ili programu fulani ifanye kazi, ruhusu programu hiyo peke yake.',
      'Isipowaka, kagua huduma "Windows Defender Firewall" na ukague virusi.',
    ],
    cleared: 'Ngome ya mtandao imewashwa tena.',
  },
  'firewall-off-linux': {
    title: 'hakuna ngome ya mtandao (firewall)',
    fact: 'Hakuna kanuni kwenye kompyuta hii inayokataa miunganisho ambayo haijaruhusiwa.',
    meaning: 'Kila huduma yake inaweza kufikiwa kutoka mtandao wote.',
    steps: [
      'Kwenye Debian na Ubuntu: ruhusu kinachohitajika (ufw allow ssh), kisha ufw enable.',
      'Kwenye Fedora na mifumo inayofanana nayo: anzisha firewalld.',
    ],
    cleared: 'Ngome ya mtandao inafanya kazi: {now_product}.',
  },
  'firewall-partly': {
    title: 'ngome ya mtandao imezimwa kwa sehemu',
    fact: 'Angalau aina moja ya mtandao haina ngome (firewall). Mtandao unaotumika: {network}.',
    meaning: 'Kwenye mitandao ya aina hiyo kompyuta iko wazi.',
    steps: [
      'Washa ngome kwa mitandao ya domain, private na public.',
      'Kagua kama kuna sera ya kikoa (group policy) inayoizima.',
    ],
    cleared: 'Ngome ya mtandao imewashwa kwa aina zote za mitandao.',
  },
  'firewall-partly-linux': {
    title: 'ngome ya mtandao inalinda kwa sehemu tu',
    fact: '{product} inakataa miunganisho isiyojulikana kwa sehemu tu: IPv6 iko wazi, au kawaida yake ni kuruhusu.',
    meaning: 'Huduma za kompyuta hii zinaweza kufikiwa kupitia njia iliyoachwa wazi.',
    steps: [
      'Kwa ufw: ufw default deny incoming, na IPV6=yes kwenye mipangilio yake.',
      'Kwa kanuni zako mwenyewe: ipe IPv6 kanuni zile zile za IPv4.',
    ],
    cleared: 'Ngome ya mtandao inalinda kikamilifu: {now_product}.',
  },
  'firewall-inbound-open': {
    title: 'ngome inaruhusu kila kitu kuingia ({profile})',
    fact: 'Ngome ya mtandao wa aina "{profile}" imewashwa, lakini inaruhusu hata kisichotajwa na kanuni yoyote.',
    meaning: 'Inaonekana imewashwa, ila hailindi chochote.',
    steps: ['Rudisha miunganisho inayoingia ya aina hiyo kuwa "block (default)".'],
    cleared: 'Ngome ya aina "{profile}" inakataa tena miunganisho isiyojulikana.',
  },
}
