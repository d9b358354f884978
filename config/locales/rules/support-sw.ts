import type { AlertTexts } from '../alert-texts.ts'

export const supportTextsSw: AlertTexts['rules'] = {
  'os-support-ended': {
    title: '{product} haipati tena masasisho ya usalama',
    fact: 'Mtengenezaji aliacha kutoa masasisho ya usalama ya {product} tarehe {ends:when}.',
    meaning:
      'Udhaifu mpya wa mfumo huu hautazibwa tena. Wezi wa taarifa na programu za kudai fidia (ransomware) hutafuta kompyuta za namna hii.',
    steps: [
      'Iondoe kwenye intaneti, na isitumike kwa malipo wala taarifa binafsi, hadi ibadilishwe.',
      'Angalia kwenye orodha ya vifaa kama inaweza kupokea mfumo mpya; kama haiwezi, iingize kwenye bajeti ya kubadilisha.',
      'Kwa sasa: antivirus inayofanya kazi, nakala rudufu iliyothibitishwa, na kazi za kila siku zisifanywe kwa akaunti ya msimamizi.',
    ],
    cleared: 'Kompyuta sasa inatumia mfumo unaopata masasisho ya usalama.',
  },
  'os-support-ending': {
    title: '{product} itaacha kupata masasisho ya usalama',
    fact: 'Masasisho ya usalama ya {product} yataisha tarehe {ends:when}, baada ya {days_left:days}.',
    meaning: 'Baada ya siku hiyo udhaifu mpya wa mfumo huu hautazibwa.',
    steps: [
      'Panga kuboresha mfumo sasa, kompyuta chache kila wiki, baada ya nakala rudufu iliyothibitishwa.',
      'Kompyuta zisizoweza kupokea mfumo mpya ziingizwe kwenye bajeti ya kubadilisha.',
    ],
    cleared: 'Kompyuta sasa inatumia mfumo utakaopata masasisho kwa muda mrefu zaidi.',
  },
}
