import type { AlertTexts } from '../alert-texts.ts'

export const forecastsTextsSw: AlertTexts['rules'] = {
  'disk-fills': {
    title: 'diski {path} itajaa baada ya {days_left:days}',
    fact: 'Diski {path} inakadiriwa kujaa baada ya {days_left:days} ({full_at:date}). Imetumika {used:bytes} kati ya {total:bytes} ({used_percent:percent}); ongezeko ni {per_day:pace} kwa siku.',
    meaning:
      'Kwa kasi ya wiki iliyopita na ya siku iliyopita itajaa wakati huo: mafaili hayataweza kuhifadhiwa, masasisho na nakala rudufu zitashindikana.',
    steps: [
      'Angalia ni folda ipi inayokua: vilivyopakuliwa, video, hifadhidata, au nakala rudufu zisizofutwa.',
      'Hamisha au futa mafaili makubwa yasiyohitajika.',
      'Kama ukuaji huo ni wa kawaida, panga diski kubwa zaidi kabla ya tarehe hiyo.',
    ],
    cleared: 'Diski {path} ina nafasi ya {now_free:bytes} na haitarajiwi tena kujaa hivi karibuni.',
  },
}
