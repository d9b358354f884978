import type { SpokenTable } from '../theme.ts'

export const storageTexts = {
  storage: {
    en: 'Storage | Disks: their health, their space, their speed; arrays.',
    sw: 'Hifadhi | Diski: afya yake, nafasi yake, kasi yake; na RAID.',
  },
  space: {
    en: 'Space and speed | File systems and disks.',
    sw: 'Nafasi na kasi | Mifumo ya mafaili na diski.',
  },
  failing: {
    en: 'Failing disks | Disks that say themselves that they fail or have failed. Save their data first.',
    sw: 'Diski zinazokufa | Diski ambazo zenyewe zinasema zinakufa au zimekufa. Okoa nyaraka zake kwanza.',
  },
  worn: {
    en: 'Worn disks | Disks with signs of age: plan to replace them.',
    sw: 'Diski zilizochakaa | Diski zenye dalili za uzee: panga kuzibadilisha.',
  },
  unread: {
    en: 'Health unknown | Disks that do not tell how they are. Unknown is not healthy.',
    sw: 'Afya haijulikani | Diski ambazo hazielezi hali yake. Kutojulikana si uzima.',
  },
  full: {
    en: 'Almost full | File systems that are fuller than the rules allow.',
    sw: 'Zinakaribia kujaa | Mifumo ya mafaili iliyojaa kupita kiwango cha kanuni.',
  },
  degraded: {
    en: 'Arrays in danger | Arrays that miss a disk, have failed or are being rebuilt.',
    sw: 'RAID hatarini | RAID iliyopungukiwa diski, iliyoshindwa au inayojengwa upya.',
  },
  signsCount: {
    en: 'Disk errors in logs | Computers whose own log tells of disk errors in the last 24 hours.',
    sw: 'Hitilafu za diski kwenye kumbukumbu | Kompyuta ambazo kumbukumbu zake zinataja hitilafu za diski katika saa 24 zilizopita.',
  },
  disks: {
    en: 'Every disk | The worst first. Colours follow the rules.',
    sw: 'Kila diski | Mbaya zaidi kwanza. Rangi zinafuata kanuni.',
  },
  signs: {
    en: 'Signs in the logs | What the systems’ own logs say about hardware, last 24 hours.',
    sw: 'Dalili kwenye kumbukumbu | Yanayosemwa na kumbukumbu za mifumo kuhusu vifaa, saa 24 zilizopita.',
  },
  arrays: {
    en: 'Arrays | Disks that work as one.',
    sw: 'RAID | Diski zinazofanya kazi kama moja.',
  },
  fullest: {
    en: 'Fullest file systems | Used share, the 15 fullest.',
    sw: 'Mifumo ya mafaili iliyojaa zaidi | Sehemu iliyotumika, 15 za kwanza.',
  },
  slowest: {
    en: 'Slowest disks | Mean time of one read or write in the chosen time, the 15 slowest.',
    sw: 'Diski za polepole zaidi | Wastani wa muda wa kusoma au kuandika mara moja katika muda uliochaguliwa, 15 za kwanza.',
  },
  fileSystems: {
    en: 'Every file system | Used share and free space.',
    sw: 'Kila mfumo wa mafaili | Sehemu iliyotumika na nafasi iliyobaki.',
  },
} as const satisfies SpokenTable
