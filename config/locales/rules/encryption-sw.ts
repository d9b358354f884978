import type { AlertTexts } from '../alert-texts.ts'

export const encryptionTextsSw: AlertTexts['rules'] = {
  'encryption-suspended': {
    title: 'usimbaji wa diski umesitishwa',
    fact: 'Diski ya mfumo imesimbwa ({method}), lakini ulinzi wake umesitishwa: ufunguo uko wazi kwenye diski hiyo.',
    meaning: 'Atakayechukua kompyuta au diski yake anaweza kusoma kila kitu.',
    steps: [
      'Washa kompyuta upya mara moja: baada ya masasisho ulinzi hurudi wenyewe mara nyingi.',
      'Usiporudi, fungua "Manage BitLocker" na ubonyeze "Resume protection".',
    ],
    cleared: 'Diski inalindwa tena.',
  },
  'encryption-missing': {
    title: 'diski ya kompyuta mpakato haijasimbwa',
    fact: 'Diski yenye mfumo haijasimbwa (encryption).',
    meaning: 'Kompyuta ikipotea au kuibiwa, nyaraka zake zote zinaweza kusomwa bila nywila.',
    steps: [
      'Amueni na mkuu wa idara kama taarifa zake zinahitaji kusimbwa.',
      'Kabla ya kuwasha: fanya nakala rudufu (backup), na utunze ufunguo wa uokoaji nje ya kompyuta hii.',
    ],
    cleared: 'Diski imesimbwa: {now_method}.',
  },
  'encryption-swap-open': {
    title: 'nafasi ya swap haijasimbwa',
    fact: 'Diski yenye mfumo imesimbwa ({method}), lakini nafasi ya swap haijasimbwa.',
    meaning: 'Sehemu za nyaraka zilizofunguliwa na nywila zinaweza kusomwa kutoka nafasi ya swap.',
    steps: ['Weka nafasi ya swap ndani ya sehemu iliyosimbwa, au tumia kumbukumbu iliyobanwa (zram).'],
    cleared: 'Nafasi ya swap nayo imesimbwa.',
  },
}
