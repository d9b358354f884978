import type { SpokenTable } from '../theme.ts'

export const hostTexts = {
  host: {
    en: 'One computer | How one computer is now, and how it got there.',
    sw: 'Kompyuta moja | Hali ya kompyuta moja sasa, na ilivyofikia hapo.',
  },
  work: { en: 'Work | Processor and memory.', sw: 'Kazi | Kichakataji na RAM.' },
  storage: {
    en: 'Storage | Disks, their health and the copies.',
    sw: 'Hifadhi | Diski, afya yake na nakala rudufu.',
  },
  network: { en: 'Network | Interfaces.', sw: 'Mtandao | Viunganishi vya mtandao.' },
  presence: {
    en: 'Presence | Whether the computer is there, as the collector judges it.',
    sw: 'Upatikanaji | Kama kompyuta ipo, kwa uamuzi wa mkusanyaji.',
  },
  alerts: {
    en: 'Open alerts | Alerts of this computer that are open now.',
    sw: 'Tahadhari zilizo wazi | Tahadhari za kompyuta hii ambazo bado ziko wazi.',
  },
  uptime: {
    en: 'On for | Since the computer was started.',
    sw: 'Imewaka kwa | Tangu kompyuta iwashwe.',
  },
  antivirus: {
    en: 'Antivirus | One verdict over all its products.',
    sw: 'Kingavirusi | Uamuzi mmoja juu ya programu zake zote.',
  },
  firewall: {
    en: 'Firewall | Whether a firewall guards the computer.',
    sw: 'Firewall | Kama firewall inailinda kompyuta.',
  },
  updates: {
    en: 'Updates | What waits to be installed.',
    sw: 'Masasisho | Yanayosubiri kusakinishwa.',
  },
  backup: {
    en: 'Backup | Whether there is any, found or declared.',
    sw: 'Nakala rudufu | Kama ipo yoyote, iliyogunduliwa au kutangazwa.',
  },
  encryption: {
    en: 'Encryption | Of the disk with the system.',
    sw: 'Usimbaji | Wa diski yenye mfumo.',
  },
  support: {
    en: 'System support | Whether the system still gets security updates.',
    sw: 'Msaada wa mfumo | Kama mfumo bado unapata masasisho ya usalama.',
  },
  disks: {
    en: 'Disks | The worst verdict of its disks.',
    sw: 'Diski | Uamuzi mbaya zaidi kati ya diski zake.',
  },
  administrators: {
    en: 'Administrators | How many people can administer this computer.',
    sw: 'Wasimamizi | Idadi ya wanaoweza kuisimamia kompyuta hii.',
  },
  clock: {
    en: 'Clock | By how much its clock is ahead of the collector’s.',
    sw: 'Saa | Kiasi ambacho saa yake imetangulia saa ya mkusanyaji.',
  },
  was: {
    en: 'Presence so far | When it came and went, lost power or could not be reached.',
    sw: 'Upatikanaji hadi sasa | Lini iliwashwa na kuzimwa, ilikosa umeme au haikufikika.',
  },
  open: {
    en: 'What is wrong | Alerts that are open, the gravest first.',
    sw: 'Kilicho na hitilafu | Tahadhari zilizo wazi, nzito kwanza.',
  },
  happened: {
    en: 'What happened | Alerts that opened, changed and cleared in the chosen time.',
    sw: 'Yaliyotokea | Tahadhari zilizofunguka, kubadilika na kufungwa katika muda uliochaguliwa.',
  },
  cpu: {
    en: 'Processor | What its time was spent on. Dashed: where the rules warn.',
    sw: 'Kichakataji | Muda wake ulitumika kwa nini. Mstari wa vipande: mahali kanuni zinapoonya.',
  },
  memory: {
    en: 'Memory | Used share. Dashed: where the rules warn.',
    sw: 'RAM | Sehemu inayotumika. Mstari wa vipande: mahali kanuni zinapoonya.',
  },
  load: {
    en: 'Load | Programs that ran or waited; more than the processors: a queue.',
    sw: 'Mzigo | Programu zilizoendeshwa au kusubiri; zikizidi vichakataji kuna foleni.',
  },
  processes: {
    en: 'Processes | All, and those that waited for a device.',
    sw: 'Michakato | Yote, na iliyosubiri kifaa.',
  },
  temperatures: {
    en: 'Temperatures | Sensors that the hardware has.',
    sw: 'Joto | Vipima joto vya kifaa.',
  },
  space: {
    en: 'Disk space used | Each file system. Dashed: where the rules warn.',
    sw: 'Nafasi ya diski iliyotumika | Kila mfumo wa mafaili. Mstari wa vipande: mahali kanuni zinapoonya.',
  },
  busyDisk: {
    en: 'Disks at work | Share of the time in which anything was under way.',
    sw: 'Diski kazini | Sehemu ya muda ambayo diski ilikuwa na kazi.',
  },
  slowDisk: {
    en: 'Answer time of disks | Mean time of one read or write; a dying disk is slow first.',
    sw: 'Muda wa diski kujibu | Wastani wa muda wa kusoma au kuandika mara moja; diski inayokufa huanza kuwa polepole.',
  },
  traffic: {
    en: 'Reading and writing | Bytes a second of each disk.',
    sw: 'Kusoma na kuandika | Baiti kwa sekunde za kila diski.',
  },
  health: {
    en: 'Health of disks | Verdict, temperature, wear and age of each disk.',
    sw: 'Afya ya diski | Uamuzi, joto, uchakavu na umri wa kila diski.',
  },
  copies: {
    en: 'Backup jobs | Jobs found on the computer, and their newest good copies.',
    sw: 'Kazi za nakala rudufu | Kazi zilizogunduliwa kwenye kompyuta, na nakala nzuri za mwisho.',
  },
  bytes: {
    en: 'Traffic | Bytes a second of each interface.',
    sw: 'Mtiririko | Baiti kwa sekunde za kila kiunganishi.',
  },
  errors: {
    en: 'Errors and drops | Packets a second that were damaged or thrown away: cable, plug, overload.',
    sw: 'Hitilafu za mtandao | Pakiti kwa sekunde zilizoharibika au kutupwa: waya, plagi au mzigo.',
  },
} as const satisfies SpokenTable
