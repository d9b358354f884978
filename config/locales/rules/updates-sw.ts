import type { AlertTexts } from '../alert-texts.ts'

export const updatesTextsSw: AlertTexts['rules'] = {
  'security-updates': {
    title: 'masasisho ya usalama yanasubiri kusakinishwa',
    fact: 'Masasisho ya usalama {security} yanasubiri; yote kwa jumla ni {pending}. Usakinishaji wa mwisho: {last_install:when}.',
    meaning: 'Udhaifu unaojulikana wa mfumo bado uko wazi; programu hasidi hutumia udhaifu huo huo.',
    steps: [
      'Acha kompyuta ikiwa imewashwa na imeunganishwa wakati wa chakula cha mchana ijisasishe (Windows: Settings, Windows Update).',
      'Sasisho likishindwa mara kwa mara, andika namba yake na hitilafu, na uongeze nafasi ya diski angalau GB 15.',
      'Kwenye seva: chukua nakala rudufu kwanza na kubaliana muda na idara husika.',
    ],
    cleared: 'Hakuna tena sasisho la usalama linalosubiri.',
  },
  'update-source-unreached': {
    title: 'chanzo cha masasisho hakifikiki',
    fact: 'Kompyuta hii ilifikia chanzo cha masasisho mara ya mwisho {last:when}, siku {age_days} zilizopita.',
    meaning: 'Haijui hata masasisho yaliyopo; kwamba hakuna linalosubiri hakuwezi kuaminiwa.',
    steps: [
      'Hakikisha ina intaneti, au inafikia seva ya masasisho ya ofisi.',
      'Windows: anzisha utafutaji kwa mkono na uandike hitilafu. Linux: apt update.',
    ],
    cleared: 'Chanzo cha masasisho kinafikika tena.',
  },
  'restart-pending': {
    title: 'masasisho yanasubiri kompyuta iwashwe upya',
    fact: 'Masasisho yamesakinishwa lakini yatafanya kazi baada ya kuwasha upya.',
    meaning: 'Hadi hapo sehemu za zamani zenye udhaifu zinaendelea kutumika.',
    steps: ['Mwombe mtumiaji awashe upya mwisho wa siku (Restart, si Shut down).'],
    cleared: 'Kompyuta imewashwa upya.',
  },
}
