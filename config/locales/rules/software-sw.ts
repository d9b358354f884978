import type { AlertTexts } from '../alert-texts.ts'

export const softwareTextsSw: AlertTexts['rules'] = {
  'remote-access-new': {
    title: 'programu za kuingilia kutoka mbali zimebadilika',
    fact: 'Awali: {from}. Sasa: {to}; zinazoendeshwa ni {running}.',
    meaning: 'Anayejua nywila yake anaweza kuona na kuendesha kompyuta hii akiwa nje.',
    steps: [
      'Kama ofisi inaitumia, thibitisha taarifa hii.',
      'Kama siyo: muulize mtumiaji nani aliisakinisha (wapigaji simu wanaojifanya wa benki au Microsoft hufanya hivyo), iondoe, badilisha nywila.',
    ],
    cleared: 'Taarifa ya kuingilia kutoka mbali imehifadhiwa.',
  },
  'licence-missing': {
    title: '{product} haijaamilishwa (activation)',
    fact: 'Hali ya {product}: {state}.',
    meaning: 'Baadhi ya kazi hazipatikani, na wakaguzi wataomba leseni.',
    steps: ['Weka ufunguo wa ofisi, au unganisha na seva ya uamilishaji. Nakala za sokoni mara nyingi huleta programu hasidi.'],
    cleared: '{product} imeamilishwa.',
  },
  'licence-ends': {
    title: 'uamilishaji wa {product} unaisha baada ya {grace_days:days}',
    fact: '{product} itabaki imeamilishwa kwa {grace_days:days} zaidi.',
    meaning: 'Hujihuisha yenyewe pale tu inapofikia seva ya uamilishaji.',
    steps: ['Unganisha kompyuta kwenye mtandao wa ofisi; kagua seva ya uamilishaji (slmgr /ato).'],
    cleared: '{product} imehuishwa.',
  },
}
