import type { SpokenTable } from '../theme.ts'

export const wallboardTexts = {
  wallboard: {
    en: 'Wallboard | For a television: seen from across the room, without a mouse.',
    sw: 'Ubao wa ukutani | Kwa runinga: unaonekana kutoka upande wa pili wa chumba, bila kipanya.',
  },
  critical: {
    en: 'Critical | Open alerts of the highest severity.',
    sw: 'Dharura | Tahadhari zilizo wazi za uzito wa juu kabisa.',
  },
  warnings: { en: 'Warnings | Open warnings.', sw: 'Maonyo | Maonyo yaliyo wazi.' },
  reporting: {
    en: 'Computers on | That report now.',
    sw: 'Kompyuta zilizowaka | Zinazotoa taarifa sasa.',
  },
  protection: {
    en: 'No antivirus | Missing, off or expired.',
    sw: 'Bila kingavirusi | Hakipo, kimezimwa au leseni imekwisha.',
  },
  disks: {
    en: 'Failing disks | They say so themselves.',
    sw: 'Diski zinazokufa | Zenyewe zinasema hivyo.',
  },
  backup: {
    en: 'Without backup | None found, none declared.',
    sw: 'Bila nakala rudufu | Haikugunduliwa wala kutangazwa.',
  },
  open: {
    en: 'What is wrong now | The gravest first.',
    sw: 'Kilicho na hitilafu sasa | Nzito kwanza.',
  },
  sites: {
    en: 'Sites | Computers that report and open alerts.',
    sw: 'Vituo | Kompyuta zinazotoa taarifa na tahadhari zilizo wazi.',
  },
  on: {
    en: 'Computers on today | How many reported, in steps of 15 minutes.',
    sw: 'Kompyuta zilizowaka leo | Zilizotoa taarifa, kila dakika 15.',
  },
} as const satisfies SpokenTable
