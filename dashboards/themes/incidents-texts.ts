import type { SpokenTable } from '../theme.ts'

export const incidentsTexts = {
  incidents: {
    en: 'Incidents and false alarms | What took computers and sites away and why; which alerts were of no use; how soon they are taken.',
    sw: 'Matukio na tahadhari zisizofaa | Kilichoondoa kompyuta na vituo na sababu; tahadhari zisizo na manufaa; na hushughulikiwa haraka kiasi gani.',
  },
  openNow: {
    en: 'Incidents open | They last now.',
    sw: 'Matukio yaliyo wazi | Yanaendelea sasa.',
  },
  began: {
    en: 'Incidents | Begun in the chosen time.',
    sw: 'Matukio | Yaliyoanza katika muda uliochaguliwa.',
  },
  taken: {
    en: 'Until taken | Mean time until somebody acknowledges an alert.',
    sw: 'Hadi kupokelewa | Wastani wa muda hadi mtu kuipokea tahadhari.',
  },
  over: {
    en: 'Until over | Mean time until an alert is over.',
    sw: 'Hadi kwisha | Wastani wa muda hadi tahadhari kwisha.',
  },
  useless: {
    en: 'Not useful | Share of the alerts that somebody marked as not useful. Above 5 % people begin to disbelieve.',
    sw: 'Zisizofaa | Sehemu ya tahadhari zilizowekwa alama kuwa hazifai. Zaidi ya 5 % watu huanza kutoziamini.',
  },
  open: {
    en: 'Open incidents | With the cause as it is known by now.',
    sw: 'Matukio yaliyo wazi | Pamoja na sababu inayojulikana hadi sasa.',
  },
  causes: {
    en: 'Incidents by cause | Power, the line, a switch, the computer itself.',
    sw: 'Matukio kwa sababu | Umeme, njia ya mawasiliano, swichi, au kompyuta yenyewe.',
  },
  sites: {
    en: 'Incidents by site | Most first.',
    sw: 'Matukio kwa kituo | Chenye mengi kwanza.',
  },
  history: {
    en: 'History of incidents | The newest first.',
    sw: 'Historia ya matukio | Jipya kwanza.',
  },
  quality: {
    en: 'Rules and their worth | Share of “not useful” and mean times by rule, in the chosen time.',
    sw: 'Kanuni na manufaa yake | Sehemu ya zisizofaa na wastani wa muda kwa kanuni, katika muda uliochaguliwa.',
  },
  marked: {
    en: 'Alerts marked as not useful | With the reason that was given.',
    sw: 'Tahadhari zilizowekwa alama kuwa hazifai | Pamoja na sababu iliyotolewa.',
  },
  share: {
    en: 'Share of “not useful” | By day.',
    sw: 'Sehemu ya zisizofaa | Kwa siku.',
  },
  times: {
    en: 'Until taken and until over | Mean of the alerts that began on the day.',
    sw: 'Hadi kupokelewa na hadi kwisha | Wastani wa tahadhari zilizoanza siku hiyo.',
  },
} as const satisfies SpokenTable
