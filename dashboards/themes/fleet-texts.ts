import type { SpokenTable } from '../theme.ts'

export const fleetTexts = {
  fleet: {
    en: 'Computers | What is wrong now, by site and department.',
    sw: 'Kompyuta | Kilicho na hitilafu sasa, kwa kituo na idara.',
  },
  reporting: {
    en: 'Computers that report | Computers whose readings came in the last 70 minutes. On thin lines they come once an hour.',
    sw: 'Kompyuta zinazotoa taarifa | Kompyuta zilizoleta vipimo ndani ya dakika 70 zilizopita. Penye mtandao hafifu huletwa mara moja kwa saa.',
  },
  critical: {
    en: 'Critical alerts | Alerts of the highest severity that are open now.',
    sw: 'Tahadhari za dharura | Tahadhari za uzito wa juu kabisa ambazo bado ziko wazi.',
  },
  warnings: {
    en: 'Warnings | Warnings that are open now.',
    sw: 'Maonyo | Maonyo ambayo bado yako wazi.',
  },
  disks: {
    en: 'Failing disks | Disks that say themselves that they fail or have failed.',
    sw: 'Diski zinazokufa | Diski ambazo zenyewe zinasema zinakufa au zimekufa.',
  },
  antivirus: {
    en: 'No working antivirus | Computers whose antivirus is missing, off or expired.',
    sw: 'Hazina kingavirusi | Kompyuta ambazo kingavirusi hakipo, kimezimwa au leseni imekwisha.',
  },
  backup: {
    en: 'No backup at all | Computers on which no backup was found and for which none was declared.',
    sw: 'Hazina nakala rudufu | Kompyuta ambazo hazina nakala rudufu yoyote iliyogunduliwa wala kutangazwa.',
  },
  updates: {
    en: 'Security updates wait | Computers for which security updates wait to be installed.',
    sw: 'Masasisho ya usalama | Kompyuta ambazo masasisho ya usalama yanasubiri kusakinishwa.',
  },
  unsupported: {
    en: 'Systems without support | Computers whose system gets no more security updates, or only for money.',
    sw: 'Mifumo isiyo na msaada | Kompyuta ambazo mfumo wake haupati tena masasisho ya usalama, au kwa malipo tu.',
  },
  open: {
    en: 'Open alerts | Every alert that is open now, with the computer and what of it is concerned.',
    sw: 'Tahadhari zilizo wazi | Kila tahadhari ambayo bado iko wazi, pamoja na kompyuta na sehemu inayohusika.',
  },
  sites: {
    en: 'By site | Computers that report, open alerts and computers in need, for each site.',
    sw: 'Kwa kituo | Kompyuta zinazotoa taarifa, tahadhari zilizo wazi na kompyuta zenye mahitaji, kwa kila kituo.',
  },
  departments: {
    en: 'By department | The same for each department.',
    sw: 'Kwa idara | Vivyo hivyo kwa kila idara.',
  },
  all: {
    en: 'All computers | The newest values of each computer. A click on a name opens the computer.',
    sw: 'Kompyuta zote | Vipimo vipya vya kila kompyuta. Bofya jina kufungua kompyuta hiyo.',
  },
  presence: {
    en: 'Presence | When computers came and went, lost power or could not be reached.',
    sw: 'Upatikanaji | Wakati kompyuta zilipowashwa na kuzimwa, zilipokosa umeme au hazikufikika.',
  },
  busy: {
    en: 'Busiest processors | Processor use of each computer.',
    sw: 'Vichakataji vyenye kazi nyingi | Matumizi ya kichakataji cha kila kompyuta.',
  },
} as const satisfies SpokenTable
