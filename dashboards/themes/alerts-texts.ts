import type { SpokenTable } from '../theme.ts'

export const alertsTexts = {
  alerts: {
    en: 'Alerts | Open ones, what happened, and which rules speak most.',
    sw: 'Tahadhari | Zilizo wazi, yaliyotokea, na kanuni zinazotoa tahadhari nyingi.',
  },
  critical: {
    en: 'Critical | Open alerts of the highest severity.',
    sw: 'Za dharura | Tahadhari zilizo wazi za uzito wa juu kabisa.',
  },
  warnings: { en: 'Warnings | Open warnings.', sw: 'Maonyo | Maonyo yaliyo wazi.' },
  infos: {
    en: 'For information | Open alerts that only inform.',
    sw: 'Za taarifa | Tahadhari za taarifa zilizo wazi.',
  },
  computers: {
    en: 'Computers concerned | Computers with an open alert.',
    sw: 'Kompyuta zinazohusika | Kompyuta zenye tahadhari iliyo wazi.',
  },
  open: {
    en: 'Open alerts | The gravest first. A click on a name opens the computer.',
    sw: 'Tahadhari zilizo wazi | Nzito kwanza. Bofya jina kufungua kompyuta.',
  },
  began: {
    en: 'Alerts that began | In the course of time.',
    sw: 'Tahadhari zilizofunguka | Kadiri muda ulivyopita.',
  },
  rules: {
    en: 'Which rules speak most | Alerts opened in the chosen time. One that speaks too often needs another limit.',
    sw: 'Kanuni zinazotoa tahadhari nyingi | Tahadhari zilizofunguka katika muda uliochaguliwa. Inayozidi inahitaji kiwango kingine.',
  },
  hosts: {
    en: 'Which computers most | Alerts opened in the chosen time.',
    sw: 'Kompyuta zenye tahadhari nyingi | Tahadhari zilizofunguka katika muda uliochaguliwa.',
  },
  history: {
    en: 'What happened | Every transition in the chosen time, the newest first.',
    sw: 'Yaliyotokea | Kila badiliko katika muda uliochaguliwa, jipya kwanza.',
  },
} as const satisfies SpokenTable
