import type { SpokenTable } from '../theme.ts'

export const networkTexts = {
  network: {
    en: 'Network and WAN | The ways to the sites, devices without an agent, their ports, and the services.',
    sw: 'Mtandao na WAN | Njia za kwenda vituoni, vifaa visivyo na wakala, milango yake, na huduma.',
  },
  answering: {
    en: 'Devices that answer | Switches, routers, access points, printers and UPSes, as their pollers see them.',
    sw: 'Vifaa vinavyojibu | Swichi, ruta, vituo vya Wi-Fi, printa na UPS, kama vinavyoonekana na kompyuta za ukaguzi.',
  },
  lost: {
    en: 'Devices lost | They do not answer, or the way to them is down.',
    sw: 'Vifaa vilivyopotea | Havijibu, au njia ya kuvifikia imekatika.',
  },
  lossy: {
    en: 'Lossy ways | Pings that lose more packets than the rule allows, at the newest look.',
    sw: 'Njia zenye upotevu | Ping zinazopoteza pakiti kuliko kanuni inavyoruhusu, katika ukaguzi wa mwisho.',
  },
  failing: {
    en: 'Server ports that fail | TCP ports that did not answer as they should at the newest look.',
    sw: 'Milango ya seva inayoshindwa | Milango ya TCP ambayo haikujibu ipasavyo katika ukaguzi wa mwisho.',
  },
  certificates: {
    en: 'Certificates that end | They end sooner than the rule allows.',
    sw: 'Vyeti vinavyoisha | Vinaisha mapema kuliko kanuni inavyoruhusu.',
  },
  damaged: {
    en: 'Ports with errors | More damaged packets than the rule allows: a cable, a plug, a half-duplex port.',
    sw: 'Milango yenye makosa | Pakiti zilizoharibika ni nyingi kuliko kanuni: kebo, plagi, au duplex nusu.',
  },
  sites: {
    en: 'Ways of the sites | Answer and loss of the last half hour, beside the median of 7 days.',
    sw: 'Njia za vituo | Muda wa kujibu na upotevu wa nusu saa iliyopita, pamoja na wastani wa kati (median) wa siku 7.',
  },
  latency: {
    en: 'Answer by site | Pings that the site’s own computers send, mostly to headquarters.',
    sw: 'Muda wa kujibu kwa kituo | Ping zinazotumwa na kompyuta za kituo chenyewe, hasa kwenda makao makuu.',
  },
  loss: {
    en: 'Loss by site | Packets without an answer.',
    sw: 'Upotevu kwa kituo | Pakiti zisizojibiwa.',
  },
  devices: {
    en: 'Every device | As its poller saw it last. A click on a name opens its ports in the console.',
    sw: 'Kila kifaa | Kama kilivyoonekana mara ya mwisho. Bofya jina kuona milango yake kwenye Mlinzi.',
  },
  presence: {
    en: 'Devices in the course of time | When each was there.',
    sw: 'Vifaa kadiri ya muda | Lini kila kimoja kilikuwepo.',
  },
  ports: {
    en: 'Ports | Traffic and errors of switches, routers and access points.',
    sw: 'Milango | Data na makosa ya swichi, ruta na vituo vya Wi-Fi.',
  },
  busiest: {
    en: 'Busiest port of each device | Its stronger direction.',
    sw: 'Mlango wenye data nyingi wa kila kifaa | Upande wenye data zaidi.',
  },
  fullest: {
    en: 'Fullest ports | Mean share of the link in the chosen time.',
    sw: 'Milango iliyojaa zaidi | Wastani wa matumizi ya kiungo katika muda uliochaguliwa.',
  },
  errors: {
    en: 'Ports with damaged packets | At the newest reading.',
    sw: 'Milango yenye pakiti zilizoharibika | Katika usomaji wa mwisho.',
  },
  everyPort: {
    en: 'Every port | Newest reading. Filter the column of the device.',
    sw: 'Kila mlango | Usomaji wa mwisho. Chuja safu ya kifaa.',
  },
  services: {
    en: 'Services | Web pages, ports, names and certificates, as the pollers see them.',
    sw: 'Huduma | Kurasa za wavuti, milango, majina na vyeti, kama zinavyoonekana na kompyuta za ukaguzi.',
  },
  pages: {
    en: 'Web services | Newest answer.',
    sw: 'Huduma za wavuti | Jibu la mwisho.',
  },
  certs: {
    en: 'Certificates | The one that ends first stands first.',
    sw: 'Vyeti | Kinachoisha kwanza kiko juu.',
  },
  tcp: { en: 'Ports of servers | Newest answer.', sw: 'Milango ya seva | Jibu la mwisho.' },
  names: {
    en: 'Names (DNS) | Newest answer of each resolver.',
    sw: 'Majina (DNS) | Jibu la mwisho la kila seva ya majina.',
  },
  slow: {
    en: 'Answers of web services | Until the page was read.',
    sw: 'Muda wa kujibu wa huduma za wavuti | Hadi ukurasa uliposomwa.',
  },
} as const satisfies SpokenTable
