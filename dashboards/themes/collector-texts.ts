import type { SpokenTable } from '../theme.ts'

export const collectorTexts = {
  collector: {
    en: 'The watchman himself | How the collector, its database and the agents get on.',
    sw: 'Mlinzi mwenyewe | Hali ya mkusanyaji, hifadhidata yake na mawakala.',
  },
  agents: {
    en: 'Agents connected | Agents with a session now.',
    sw: 'Mawakala waliounganishwa | Mawakala wenye muunganisho sasa.',
  },
  uptime: {
    en: 'Runs for | Since the collector was started.',
    sw: 'Inaendeshwa kwa | Tangu mkusanyaji awashwe.',
  },
  diskFree: {
    en: 'Free disk space | Where the collector keeps its files. Colours follow the rules.',
    sw: 'Nafasi iliyobaki | Mahali mkusanyaji anapoweka mafaili yake. Rangi zinafuata kanuni.',
  },
  store: {
    en: 'Size of the series | What the collector keeps itself.',
    sw: 'Ukubwa wa vipimo | Anavyohifadhi mkusanyaji mwenyewe.',
  },
  mails: { en: 'Mails that wait | To be sent.', sw: 'Barua pepe zinazosubiri | Kutumwa.' },
  waiting: {
    en: 'Hours to be sent | Hours of series that InfluxDB has still to get.',
    sw: 'Saa za kutumwa | Saa za vipimo ambazo InfluxDB bado haijapata.',
  },
  refused: {
    en: 'Points refused | That InfluxDB did not take: `mlinzi influx refused` says why.',
    sw: 'Vipimo vilivyokataliwa | Ambavyo InfluxDB haikuvipokea: `mlinzi influx refused` hueleza sababu.',
  },
  quarantined: {
    en: 'Rows set aside | Wrong rows, since the start.',
    sw: 'Mistari iliyotengwa | Mistari yenye makosa, tangu awashwe.',
  },
  connected: {
    en: 'Agents connected so far | A step down at one site is a cut line.',
    sw: 'Mawakala waliounganishwa hadi sasa | Idadi ikishuka ghafla, huenda mtandao umekatika.',
  },
  rows: { en: 'Rows | Stored each second.', sw: 'Mistari | Iliyohifadhiwa kila sekunde.' },
  memory: { en: 'Memory | Of the collector’s process.', sw: 'RAM | Ya programu ya mkusanyaji.' },
  processor: {
    en: 'Processor | Share of one processor that the collector uses.',
    sw: 'Kichakataji | Sehemu ya kichakataji kimoja anayotumia mkusanyaji.',
  },
  commits: {
    en: 'Longest commit | Readings are acknowledged when they are on the disk.',
    sw: 'Uandishi mrefu zaidi | Vipimo huthibitishwa vikishaandikwa kwenye diski.',
  },
  alerts: {
    en: 'Open alerts | In the whole office.',
    sw: 'Tahadhari zilizo wazi | Katika ofisi nzima.',
  },
  mailQueue: {
    en: 'Mails that wait so far | A line that rises: the internet or the mail server is down.',
    sw: 'Barua pepe zinazosubiri hadi sasa | Zikizidi kuongezeka: intaneti au seva ya barua pepe haifanyi kazi.',
  },
  free: {
    en: 'Free disk space so far | Dashed: where the rules warn.',
    sw: 'Nafasi iliyobaki hadi sasa | Mstari wa vipande: mahali kanuni zinapoonya.',
  },
  queue: {
    en: 'Waiting for InfluxDB | Hours of series that are still to be sent.',
    sw: 'Zinazosubiri InfluxDB | Saa za vipimo ambazo bado hazijatumwa.',
  },
  points: {
    en: 'Points sent | To InfluxDB, each second.',
    sw: 'Vipimo vilivyotumwa | Kwa InfluxDB, kila sekunde.',
  },
  backlog: {
    en: 'Agents that lag | Rows that wait on the computers for the collector.',
    sw: 'Mawakala waliochelewa | Mistari inayosubiri kwenye kompyuta kutumwa kwa mkusanyaji.',
  },
  sources: {
    en: 'Sources that fail | What agents cannot read, and why.',
    sw: 'Vyanzo vinavyoshindwa | Ambavyo mawakala hawawezi kusoma, na sababu.',
  },
  programs: {
    en: 'Other programs | Points of Telegraf, Proxmox and others: stored, refused, and since when none came.',
    sw: 'Programu nyingine | Vipimo vya Telegraf, Proxmox na nyingine: vilivyohifadhiwa, vilivyokataliwa, na tangu lini havijafika.',
  },
  clocks: {
    en: 'Wrong clocks | Computers whose clock is off by more than the rules allow.',
    sw: 'Saa zisizo sahihi | Kompyuta ambazo saa zake zimepotoka kupita kiwango cha kanuni.',
  },
  database: { en: 'InfluxDB | How the writing gets on.', sw: 'InfluxDB | Hali ya uandishi.' },
  far: {
    en: 'Agents | Those that lag, fail or have a wrong clock.',
    sw: 'Mawakala | Waliochelewa, wanaoshindwa au wenye saa isiyo sahihi.',
  },
} as const satisfies SpokenTable
