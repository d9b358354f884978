import type { AlertTexts } from '../alert-texts.ts'

export const antivirusTextsSw: AlertTexts['rules'] = {
  'antivirus-none': {
    title: 'kizuia virusi (antivirus) hakipo',
    fact: 'Hakuna kizuia virusi kilichopatikana kwenye kompyuta hii.',
    meaning:
      'Flash au waraka wa barua pepe unaweza kuiambukiza bila kujulikana, kisha kusambaa kwenye kompyuta nyingine za ofisi.',
    steps: [
      'Kwenye Windows, fungua Windows Security na uwashe Microsoft Defender; haina gharama.',
      'Au sakinisha kizuia virusi ambacho taasisi imenunua.',
      'Kisha fanya ukaguzi kamili (full scan).',
    ],
    cleared: 'Kizuia virusi kinafanya kazi: {now_product}.',
  },
  'antivirus-off': {
    title: 'kizuia virusi (antivirus) kimezimwa',
    fact: 'Kizuia virusi kipo ({products}), lakini hakuna kinacholinda kompyuta hii.',
    meaning:
      'Kinachofunguliwa au kuchomekwa hakikaguliwi. Huenda mtu amekizima; pia virusi vinaweza kufanya hivyo.',
    steps: [
      'Washa tena ulinzi wake wa wakati wote, na umuulize mtumiaji kwa nini ulizimwa.',
      'Ikishindikana kuwasha, iondoe kompyuta kwenye mtandao na uikague kwa diski safi ya uokoaji.',
      'Kama programu ya zamani inaizuia Microsoft Defender, iondoe kwa zana ya mtengenezaji wake.',
    ],
    cleared: 'Kizuia virusi kimewashwa tena: {now_product}.',
  },
  'antivirus-expired': {
    title: 'leseni ya kizuia virusi imeisha muda',
    fact: 'Leseni ya kizuia virusi imeisha ({products}), na hakilindi tena.',
    meaning: 'Kikiendelea kuwepo, Microsoft Defender nayo hubaki imezimwa.',
    steps: [
      'Lipia leseni mpya; au',
      'kiondoe, washa kompyuta upya, na uhakikishe Microsoft Defender imejiwasha.',
    ],
    cleared: 'Kompyuta inalindwa tena: {now_product}.',
  },
  'antivirus-several': {
    title: 'vizuia virusi viwili kwa pamoja',
    fact: 'Vizuia virusi zaidi ya kimoja vimewashwa kwa pamoja: {product}.',
    meaning: 'Vinaipunguza kasi kompyuta na vinaweza kuzuiana, hata pasiwe na kinacholinda vizuri.',
    steps: ['Chagua kimoja na uondoe vingine, kisha washa kompyuta upya.'],
    cleared: 'Kizuia virusi kimoja kinafanya kazi: {now_product}.',
  },
  'antivirus-definitions-old': {
    title: 'kizuia virusi hakijahuishwa: {definitions_age:duration}',
    fact: 'Orodha ya virusi ya {product} ina umri wa {definitions_age:duration}.',
    meaning: 'Hakivijui virusi vya siku za karibuni.',
    steps: [
      'Fungua kizuia virusi na ubonyeze Update.',
      'Kama kompyuta haina intaneti, leta masasisho kwa flash safi.',
      'Ikishindikana, kagua leseni, saa ya kompyuta na intaneti.',
    ],
    cleared: 'Kizuia virusi kimehuishwa.',
  },
  'antivirus-definitions-outdated': {
    title: 'kizuia virusi hakijahuishwa',
    fact: 'Kizuia virusi chenyewe ({product}) kinasema orodha yake ya virusi ni ya zamani.',
    meaning: 'Hakivijui virusi vipya.',
    steps: [
      'Fungua kizuia virusi na ubonyeze Update.',
      'Ikishindikana, kagua leseni, saa ya kompyuta na intaneti.',
    ],
    cleared: 'Kizuia virusi kimehuishwa.',
  },
  'antivirus-scan-late': {
    title: 'hakuna ukaguzi wa virusi kwa {age_days:days}',
    fact: 'Ukaguzi wa mwisho uliisha {last:when}; zimepita {age_days:days}.',
    meaning: 'Virusi vilivyoingia kabla havijajulikana hubaki kwenye diski bila kugunduliwa.',
    steps: [
      'Anzisha ukaguzi kamili (full scan), ikiwezekana wakati wa chakula cha mchana.',
      'Hakikisha ukaguzi wa kila wiki umepangwa saa ambayo kompyuta huwa imewaka.',
    ],
    cleared: 'Kompyuta imekaguliwa.',
  },
  'antivirus-unknown': {
    title: 'hali ya kizuia virusi haijulikani',
    fact: 'Kwa siku nzima ya kazi kompyuta hii haikuweza kusema kama inalindwa. Sababu: {reason}.',
    meaning: 'Huenda inalindwa au hailindwi: hakuna anayejua.',
    steps: [
      'Kwenye kompyuta hiyo endesha amri: mlinzi agent doctor',
      'Kagua kizuia virusi mwenyewe na ufuate ushauri wa amri hiyo.',
    ],
    cleared: 'Hali ya kizuia virusi inajulikana tena.',
  },
  'antivirus-licence-ends': {
    title: 'leseni ya {product}: zimebaki {licence_left:days}',
    fact: 'Leseni ya {product} inaisha {licence_end:when}.',
    meaning: 'Baada ya hapo kitaacha kulinda na kitazuia ulinzi mwingine kuanza.',
    steps: [
      'Ilipie sasa; angalia kwenye orodha ya vifaa ni kompyuta ngapi zina programu hiyo.',
      'Kama haitalipiwa, panga kuhamia Microsoft Defender kabla ya siku hiyo.',
    ],
    cleared: 'Leseni ya {product} imelipiwa.',
  },
  'antivirus-threat-found': {
    title: 'kirusi kimegunduliwa: {threat}',
    fact: '{product} imegundua "{threat}" {detected_at:when}. Hali: {state}.',
    meaning:
      'Hata kama kimetengwa, kilitoka mahali: flash, barua pepe au kilichopakuliwa. Kompyuta nyingine zinaweza kuwa nacho pia.',
    steps: [
      'Tenganisha kompyuta hii na mtandao mpaka itakapokaguliwa.',
      'Usitumie flash yake kwenye kompyuta nyingine; ikabidhi Kitengo cha TEHAMA.',
      'Mtumiaji asiingie kwenye mifumo ya malipo akitumia kompyuta hii. Fanya ukaguzi kamili.',
    ],
    cleared: 'Hakuna jingine lililoonekana tangu hapo.',
  },
  'antivirus-threat-low': {
    title: 'programu isiyotakiwa: {threat}',
    fact: '{product} imegundua "{threat}", ambayo inaiona kuwa ya hatari ndogo, {detected_at:when}. Hali: {state}.',
    meaning: 'Mara nyingi ni matangazo yaliyokuja pamoja na programu ya bure.',
    steps: ['Iondoe kwenye kizuia virusi, pamoja na programu iliyokuja nayo.'],
    cleared: 'Hakuna jingine lililoonekana tangu hapo.',
  },
  'antivirus-threat-remains': {
    title: 'programu hasidi (malware) haijaondolewa',
    fact: 'Virusi vilivyogunduliwa na ambavyo havijaondolewa: {threats_active:number}.',
    meaning: 'Kizuia virusi hakikuweza kuviondoa chenyewe. Ichukulie kompyuta hii kuwa imeambukizwa.',
    steps: [
      'Iondoe kwenye mtandao sasa hivi.',
      'Fungua kizuia virusi, uone kinachoomba (kuwasha upya, ukaguzi wa nje ya mtandao) na ukifanye.',
      'Visipoondoka, hifadhi nyaraka na usakinishe mfumo upya.',
    ],
    cleared: 'Hakuna kirusi kinachojulikana kilichobaki kwenye kompyuta.',
  },
}
