import type { SpokenTable } from '../theme.ts'

export const backupsTexts = {
  backups: {
    en: 'Backups | Which computers have copies, of which night, and which have none.',
    sw: 'Nakala rudufu | Kompyuta zipi zina nakala, za usiku upi, na zipi hazina.',
  },
  none: {
    en: 'No backup at all | Nothing found on the computer, nothing declared for it.',
    sw: 'Hazina nakala rudufu | Hakuna iliyogunduliwa wala kutangazwa.',
  },
  failed: {
    en: 'Failed jobs | Jobs of data whose last attempt failed.',
    sw: 'Kazi zilizoshindwa | Kazi za nyaraka ambazo jaribio la mwisho limeshindwa.',
  },
  late: {
    en: 'Declared jobs late | Good copies that should be there and are not.',
    sw: 'Zilizochelewa | Nakala zilizotangazwa ambazo zilipaswa kuwepo lakini hazipo.',
  },
  found: {
    en: 'With copies of data | Computers on which jobs that copy data were found.',
    sw: 'Zenye nakala za nyaraka | Kompyuta ambazo kazi za kunakili nyaraka ziligunduliwa.',
  },
  targets: {
    en: 'Targets missing | Disks and shares for backups that are not there.',
    sw: 'Hifadhi zisizopatikana | Diski na folda za nakala rudufu ambazo hazipo.',
  },
  nights: {
    en: 'Nights | A column for each night (noon to noon), a row for each computer: the best attempt of its data jobs. Empty: nothing was tried.',
    sw: 'Usiku kwa usiku | Safu kwa kila usiku (mchana hadi mchana), mstari kwa kila kompyuta: jaribio lililofanikiwa zaidi la nakala za nyaraka. Tupu: hakuna jaribio.',
  },
  jobs: {
    en: 'Jobs found | On the computers themselves, the worst first.',
    sw: 'Kazi zilizogunduliwa | Kwenye kompyuta zenyewe, mbaya zaidi kwanza.',
  },
  declared: {
    en: 'Declared jobs | Judged by their schedules.',
    sw: 'Kazi zilizotangazwa | Zinazopimwa kwa ratiba zake.',
  },
  uncovered: {
    en: 'Computers without any backup | And since when.',
    sw: 'Kompyuta zisizo na nakala rudufu | Na tangu lini.',
  },
  places: {
    en: 'Targets | Disks and shares for backups.',
    sw: 'Hifadhi | Diski na folda za nakala rudufu.',
  },
} as const satisfies SpokenTable
