import type { AlertTexts } from '../alert-texts.ts'

export const backupJobsTextsSw: AlertTexts['rules'] = {
  'backup-job-late': {
    title: 'nakala rudufu {job} haikufanyika kwa wakati',
    fact: 'Nakala nzuri ya {job} ilitakiwa {next_due:when}. Kinachojulikana: {why}. Nzuri ya mwisho: {last_success:when}.',
    meaning: 'Kazi iliyofanyika tangu nakala nzuri ya mwisho itapotea kompyuta hii ikiharibika leo.',
    steps: [
      'Anzisha nakala kwa mkono na uone kama inamalizika vizuri.',
      'Kagua kama diski au folda ya mtandao ya nakala imeunganishwa na ina nafasi.',
      'Kama nakala ilifanyika, kagua kama mstari wa mwisho wa hati (script) yake unaita anwani ya taarifa.',
    ],
    cleared: 'Nakala nzuri ya {job} ipo tena.',
  },
  'backup-job-computer-off': {
    title: 'nakala rudufu {job} imekosekana: kompyuta ilizimwa',
    fact: 'Nakala nzuri ya {job} ilitakiwa {next_due:when}, lakini kompyuta ilikuwa imezimwa au imelala wakati huo. Nzuri ya mwisho: {last_success:when}.',
    meaning: 'Kazi iliyofanyika tangu nakala nzuri ya mwisho itapotea kompyuta hii ikiharibika leo.',
    steps: [
      'Anzisha nakala kwa mkono wakati kompyuta imewashwa.',
      'Chagua wakati ambapo kompyuta inatumika, au omba iachwe ikiwa imewashwa.',
    ],
    cleared: 'Nakala nzuri ya {job} ipo tena.',
  },
  'backup-job-target-absent': {
    title: 'nakala rudufu {job} imekosekana: diski yake haipo',
    fact: 'Nakala nzuri ya {job} ilitakiwa {next_due:when}, lakini diski au folda ya mtandao inayopokea nakala haikuwepo. Nzuri ya mwisho: {last_success:when}.',
    meaning: 'Hakuna nakala inayoweza kutengenezwa hadi irudi.',
    steps: [
      'Unganisha diski, au kagua seva inayotoa folda hiyo.',
      'Kisha anzisha nakala kwa mkono.',
      'Kama diski huondolewa kwa makusudi, sema hivyo kwa kazi hii kwenye Kazi za nakala rudufu.',
    ],
    cleared: 'Nakala nzuri ya {job} ipo tena.',
  },
  'backup-job-failed': {
    title: 'nakala rudufu {job} imeshindikana',
    fact: 'Jaribio la mwisho la {job}, {last_attempt:when}, limeshindikana (kodi {exit_code:number}); mfululizo: {failures:number}. Nakala nzuri ya mwisho: {last_success:when}.',
    meaning: 'Yaliyobadilishwa tangu nakala nzuri ya mwisho hayako salama.',
    steps: [
      'Soma mwisho wa kumbukumbu (log) yake: imetaja nini?',
      'Kagua nafasi kwenye diski yake, na kama folda ya mtandao inafikika.',
      'Ianzishe tena na usubiri hadi imalizike.',
    ],
    cleared: 'Nakala rudufu {job} imefanikiwa tena.',
  },
  'backup-job-too-long': {
    title: 'nakala rudufu {job} haimaliziki',
    fact: 'Nakala rudufu {job} inaendelea kwa {duration_s:duration}.',
    meaning: 'Imekwama, au diski au mtandao wake ni wa polepole mno; kwa sasa hakuna nakala mpya inayotengenezwa.',
    steps: [
      'Angalia dirisha au kumbukumbu (log) yake.',
      'Kama hakuna kinachoendelea, isimamishe na uianzishe tena.',
    ],
    cleared: 'Nakala rudufu {job} haijakwama tena.',
  },
  'backup-job-overlapping': {
    title: 'nakala rudufu {job} inafanyika mara mbili kwa wakati mmoja',
    fact: 'Kazi ya {job} ilianza kabla ya iliyotangulia kumalizika.',
    meaning: 'Kazi mbili hucheleweshana na zinaweza kuharibu nakala.',
    steps: [
      'Kagua kama imepangwa mara mbili, au kwenye kompyuta mbili.',
      'Acha muda mrefu zaidi kati ya kazi moja na nyingine.',
    ],
    cleared: 'Kazi za {job} zinafuatana vizuri tena.',
  },
  'backup-job-small': {
    title: 'nakala ya {job} ni ndogo kuliko kawaida',
    fact: 'Nakala mpya kabisa ya {job} ni {size_percent:percent} ya ukubwa wa kawaida.',
    meaning: 'Huenda sehemu ya nyaraka haimo: folda imehamishwa, imefutwa au haikusomeka.',
    steps: [
      'Kagua kama folda zote bado zimo kwenye orodha yake.',
      'Uliza kama mafaili mengi yamefutwa kwa makusudi.',
      'Tunza nakala za zamani hadi hili lieleweke.',
    ],
    cleared: 'Nakala mpya kabisa ya {job} ina ukubwa wa kawaida tena.',
  },
  'backup-job-large': {
    title: 'nakala ya {job} ni kubwa mno kuliko kawaida',
    fact: 'Nakala mpya kabisa ya {job} ni {size_percent:percent} ya ukubwa wa kawaida.',
    meaning: 'Diski itajaa mapema; mafaili mengi yakibadilika kwa pamoja, huenda programu hasidi inayafunga.',
    steps: [
      'Fungua nyaraka kadhaa: zinasomeka?',
      'Tafuta folda iliyoongezeka.',
      'Tunza nakala za zamani hadi hili lieleweke.',
    ],
    cleared: 'Nakala mpya kabisa ya {job} ina ukubwa wa kawaida tena.',
  },
  'host-without-backup': {
    title: 'kompyuta hii haina nakala rudufu',
    fact: 'Hakuna nakala rudufu iliyopatikana ndani yake wala iliyotajwa kwa ajili yake, tangu {without_since:when}.',
    meaning: 'Diski yake ikiharibika au ikiibiwa, vilivyomo ndani yake tu vitapotea.',
    steps: [
      'Muulize mtumiaji nyaraka zipi ziko kwenye kompyuta hii tu.',
      'Panga nakala rudufu na uitaje kwenye dashibodi, sehemu ya Kazi za nakala rudufu.',
      'Kama haina cha kuhifadhi, sema hivyo hapo pamoja na sababu.',
    ],
    cleared: 'Kompyuta hii ina nakala rudufu, au haihitaji.',
  },
  'restore-test-overdue': {
    title: 'jaribio la urejeshaji limechelewa: {job}',
    fact: 'Hakuna jaribio zuri la urejeshaji wa kazi ya nakala rudufu {job} lililosajiliwa kwa {restore_untested:days}.',
    meaning:
      'Nakala ambayo hakuna aliyeirejesha inaweza kuwa tupu au imeharibika, na hilo huonekana siku inapohitajika.',
    steps: [
      'Rejesha nyaraka tatu za umri tofauti kwenye folda tupu na uzifungue.',
      'Andika matokeo kwenye rejesta: Kazi za nakala rudufu, {job}, jaribio la urejeshaji.',
    ],
    cleared: 'Jaribio zuri la urejeshaji wa {job} limesajiliwa.',
  },
}
