import type { AlertTexts } from '../alert-texts.ts'

export const hardwareTextsSw: AlertTexts['rules'] = {
  'fan-faulty': {
    title: 'feni {sensor} ni mbovu',
    fact: 'Maunzi yanaripoti kwamba feni {sensor} ni mbovu; inazunguka mara {speed:number} kwa dakika.',
    meaning:
      'Bila feni kompyuta hupata joto, hupunguza kasi na mwishowe hujizima; joto pia huharibu diski mapema.',
    steps: [
      'Zima kompyuta kazi ikiruhusu, kisha safisha vumbi.',
      'Badilisha feni kama haizunguki kwa urahisi.',
    ],
    cleared: 'Feni {sensor} hairipotiwi tena kuwa mbovu.',
  },
  'fan-stopped': {
    title: 'feni {sensor} ya seva imesimama',
    fact: 'Feni {sensor} ilikuwa inazunguka mara {from:number} kwa dakika na sasa imesimama.',
    meaning:
      'Seva itapata joto ndani ya dakika chache na inaweza kujizima au kupoteza diski zake.',
    steps: [
      'Angalia joto kwenye ukurasa wa seva sasa hivi.',
      'Kagua feni na plagi yake; ibadilishe mapema iwezekanavyo.',
      'Kwa sasa weka chumba kikiwa baridi na seva ipitishe hewa.',
    ],
    cleared: 'Hakuna jingine lililoonekana tangu hapo.',
  },
  'link-slower': {
    title: 'kiungo {interface} kimepungua kasi',
    fact: 'Kiungo cha mtandao {interface} kimeshuka kutoka {from:number} hadi {to:number} Mbit/s.',
    meaning:
      'Mara nyingi ni waya, plagi au mlango ulioharibika: kunakili huchukua muda mara kumi, na nakala rudufu zinaweza kutokamilika kwa wakati.',
    steps: [
      'Badilisha waya wa mtandao na ujaribu mlango mwingine wa swichi.',
      'Ikiendelea, kagua mpangilio wa mlango huo kwenye swichi.',
    ],
    cleared: 'Hakuna jingine lililoonekana tangu hapo.',
  },
  'link-errors': {
    title: 'pakiti zilizoharibika kwenye {interface}',
    fact: 'Pakiti {rise:number} zaidi zimeharibika kwenye {interface} kuliko awali; jumla {total:number} tangu kompyuta iwashwe.',
    meaning:
      'Waya, plagi au mlango mbovu, au ncha mbili zisizokubaliana kasi: mtandao huwa wa polepole na hukatika.',
    steps: [
      'Badilisha waya, kisha mlango wa swichi.',
      'Hakikisha ncha zote mbili zinapatana kasi zenyewe.',
    ],
    cleared: 'Hakuna pakiti zaidi zilizoharibika kwenye {interface}.',
  },
}
