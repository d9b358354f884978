import type { AlertTexts } from '../alert-texts.ts'

export const usageTextsSw: AlertTexts['rules'] = {
  'removable-unregistered': {
    title: 'flashi isiyo ya ofisi imechomekwa',
    fact: '{device}',
    meaning: 'Haimo kwenye rejista. Flashi hutoa nyaraka nje na huingiza programu hasidi.',
    steps: [
      'Uliza kwenye kompyuta hiyo flashi ni ya nani, kisha ichunguzwe kwa antivirus.',
      'Kama ni ya ofisi, iandikishe kwenye Rejista, Flashi.',
    ],
    cleared: 'Taarifa kuhusu flashi imewekwa kando.',
  },
  'unregistered-device': {
    title: 'kifaa kisichosajiliwa kimeonekana kwenye mtandao',
    fact: '{device}; anwani {address}; mtengenezaji anayekadiriwa {maker}; {what}; {place}; {site}; na vingine {more}',
    meaning:
      'Kimeonekana wakati wa ukaguzi wa mtandao na hakimo kwenye rejista. Huenda hakina tatizo, ni kompyuta isiyo na wakala, au kinavuruga vingine, kwa mfano ruta inayogawa anwani.',
    steps: [
      'Angalia ni kifaa gani kwa amri: mlinzi discovery list; fuata kebo kutoka bandari ya swichi kama imetajwa.',
      'Kama ni cha ofisi, kisajili au sakinisha wakala; vinginevyo kikatae au kiondoe.',
    ],
    cleared: 'Taarifa kuhusu kifaa kisichosajiliwa imewekwa kando.',
  },
  'software-changed': {
    title: 'programu zimebadilika',
    fact: 'Zilizosakinishwa {installed}, zilizoondolewa {removed}, zilizosasishwa {updated}: {changes}',
    meaning: 'Masasisho ni mazuri. Programu mpya ambayo hakuna wa TEHAMA aliyeisakinisha inafaa kuulizwa.',
    steps: ['Angalia ukurasa wa programu wa kompyuta hiyo; muulize mtumiaji kuhusu usiyoijua.'],
    cleared: 'Taarifa kuhusu programu imewekwa kando.',
  },
}
