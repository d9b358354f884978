import type { AlertTexts } from '../alert-texts.ts'

export const backupTextsSw: AlertTexts['rules'] = {
  'backup-failed': {
    title: 'nakala rudufu {job} imeshindikana',
    fact: 'Nakala rudufu (backup) {job} ya {last_attempt:when} imeshindikana (kodi {detail}). Nakala nzuri ya mwisho: {last_success:when}.',
    meaning: 'Yaliyobadilishwa tangu nakala nzuri ya mwisho yatapotea kompyuta hii ikiharibika leo.',
    steps: [
      'Kagua kama diski au folda ya mtandao ya nakala imeunganishwa na ina nafasi.',
      'Anzisha nakala rudufu tena na usubiri hadi imalizike.',
      'Ikishindikana tena, andika kodi na jina la programu, kisha omba msaada.',
    ],
    cleared: 'Hakuna jingine lililoonekana tangu hapo.',
  },
  'backup-old': {
    title: 'hakuna nakala mpya ya {job} kwa {age_working_days:days} za kazi',
    fact: 'Nakala nzuri ya mwisho ya {job} ni ya {last:when}.',
    meaning: 'Kazi yote tangu hapo itapotea kompyuta hii ikiharibika, ikiibiwa au mafaili yakifungwa na programu hasidi.',
    steps: [
      'Kagua kama nakala rudufu imewashwa na kama diski au folda yake imeunganishwa.',
      'Tengeneza nakala leo kwa mkono.',
      'Fungua faili moja kutoka kwenye nakala uone kama linasomeka.',
    ],
    cleared: 'Nakala nzuri ya {job} imetengenezwa tena.',
  },
  'backup-never': {
    title: 'nakala rudufu {job} haijawahi kufanyika',
    fact: 'Nakala rudufu {job} imepangwa, lakini hakuna nakala hata moja iliyotengenezwa.',
    meaning: 'Hakuna pa kurejeshea mafaili.',
    steps: ['Ianzishe kwa mkono mara moja.', 'Kagua ratiba yake na kama diski yake imeunganishwa.'],
    cleared: 'Nakala rudufu {job} imefanyika.',
  },
  'backup-unknown': {
    title: 'hali ya nakala rudufu {job} haijulikani',
    fact: 'Programu wakala (agent) haiwezi kujua kama {job} inatengeneza nakala: {reason} {detail}.',
    meaning: 'Huenda nakala ni nzuri au zimesimama; hakuna anayeweza kuona.',
    steps: [
      'Kwenye kompyuta hiyo endesha amri: mlinzi agent doctor',
      'Taja hifadhi ya nakala na faili la nywila yake kwenye agent.yaml, au endesha nakala rudufu kwa: mlinzi agent backup-run',
    ],
    cleared: 'Hali ya {job} inajulikana tena.',
  },
  'backup-warning': {
    title: 'nakala rudufu {job} ina maonyo kwa wiki nzima',
    fact: 'Nakala za {job} zinatengenezwa, lakini zina maonyo ({detail}).',
    meaning: 'Huenda baadhi ya mafaili au folda hazimo kwenye nakala.',
    steps: [
      'Soma kumbukumbu (log) ya nakala rudufu: ni mafaili au folda gani zimetajwa?',
      'Funga programu zinazotumia mafaili hayo, au rekebisha orodha ya folda.',
    ],
    cleared: 'Nakala rudufu {job} inafanyika bila maonyo tena.',
  },
  'backup-running-long': {
    title: 'nakala rudufu {job} inaendelea kwa zaidi ya siku',
    fact: 'Nakala rudufu {job} ilianza {last_attempt:when} na haijamalizika.',
    meaning: 'Imekwama, au mtandao au diski ni ya polepole mno; kwa sasa hakuna nakala mpya inayotengenezwa.',
    steps: ['Angalia dirisha au kumbukumbu (log) yake.', 'Kama hakuna kinachoendelea, isimamishe na uianzishe tena.'],
    cleared: 'Nakala rudufu {job} imemalizika.',
  },
  'backup-target-absent': {
    title: 'diski ya nakala {target} haipo',
    fact: 'Diski au folda ya mtandao {target}, ambako nakala huhifadhiwa, haijapatikana kwa siku nzima.',
    meaning: 'Hakuna nakala inayoweza kutengenezwa hadi irudi.',
    steps: [
      'Unganisha diski, au kagua seva inayotoa folda hiyo.',
      'Kama huondolewa kwa makusudi, andika rotating: true kwa ajili yake kwenye agent.yaml.',
    ],
    cleared: 'Diski {target} ipo tena.',
  },
  'backup-small': {
    title: 'nakala ya {job} ni ndogo kuliko kawaida',
    fact: 'Nakala mpya kabisa ya {job} ina {size_bytes:bytes}: {size_percent:percent} ya kawaida.',
    meaning: 'Huenda sehemu ya nyaraka haimo: folda imehamishwa, imefutwa au haikusomeka.',
    steps: [
      'Kagua kama folda zote bado zimo kwenye orodha ya nakala rudufu.',
      'Uliza kama mafaili mengi yamefutwa kwa makusudi.',
      'Tunza nakala za zamani hadi hili lieleweke.',
    ],
    cleared: 'Nakala mpya kabisa ya {job} ina ukubwa wa kawaida tena.',
  },
  'backup-large': {
    title: 'nakala ya {job} ni kubwa mno kuliko kawaida',
    fact: 'Nakala mpya kabisa ya {job} ina {size_bytes:bytes}: {size_percent:percent} ya kawaida.',
    meaning:
      'Mahali inapohifadhiwa patajaa mapema; mafaili mengi yakibadilika kwa pamoja, huenda programu hasidi inayafunga.',
    steps: [
      'Fungua nyaraka kadhaa: zinasomeka?',
      'Tafuta folda iliyoongezeka.',
      'Tunza nakala za zamani hadi hili lieleweke.',
    ],
    cleared: 'Nakala mpya kabisa ya {job} ina ukubwa wa kawaida tena.',
  },
  'restore-point-old': {
    title: 'hakuna sehemu ya kurejea kwa {age_days:days}',
    fact: 'Sehemu ya kurejea (restore point) ya mwisho ya Windows ilitengenezwa {last:when}.',
    meaning:
      'Baada ya sasisho au kiendeshi kibaya, Windows hii haiwezi kurudishwa ilivyokuwa jana. Hii si nakala rudufu ya nyaraka.',
    steps: [
      'Fungua System Protection na uone kama imewashwa kwa C:.',
      'Ipe nafasi ya GB chache, kisha tengeneza sehemu ya kurejea.',
    ],
    cleared: 'Kuna sehemu mpya ya kurejea.',
  },
}
