import type { SpokenTable } from '../theme.ts'

export const powerTexts = {
  power: {
    en: 'Power | Power cuts by site, and the UPSes that bridge them.',
    sw: 'Umeme | Kukatika kwa umeme kwa kila kituo, na UPS zinazosaidia.',
  },
  onBattery: {
    en: 'UPSes on battery | The mains are away there now.',
    sw: 'UPS zinazotumia betri | Umeme haupo huko sasa.',
  },
  replace: {
    en: 'Batteries to replace | UPSes that ask for a new battery.',
    sw: 'Betri za kubadilishwa | UPS zinazoomba betri mpya.',
  },
  lowest: {
    en: 'Lowest charge | Of all UPSes, at their newest reading.',
    sw: 'Chaji ya chini kabisa | Kati ya UPS zote, katika usomaji wa mwisho.',
  },
  shortest: {
    en: 'Shortest time | How long the weakest UPS would last at its present load.',
    sw: 'Muda mfupi zaidi | UPS dhaifu kuliko zote ingedumu muda huu kwa mzigo wake wa sasa.',
  },
  without: {
    en: 'Computers without power | They lost it and are not back.',
    sw: 'Kompyuta zisizo na umeme | Zilikatikiwa na bado hazijarudi.',
  },
  upses: {
    en: 'Every UPS | Newest reading; by SNMP or at a computer’s own cable.',
    sw: 'Kila UPS | Usomaji wa mwisho; kwa SNMP au kwa kebo ya kompyuta.',
  },
  source: {
    en: 'Where the output comes from | Mains or battery in the course of time.',
    sw: 'Umeme unatoka wapi | Umeme wa kawaida au betri kadiri muda ulivyopita.',
  },
  charge: { en: 'Charge | Of each battery.', sw: 'Chaji | Ya kila betri.' },
  load: {
    en: 'Load | Above the dashed line the UPS is overloaded.',
    sw: 'Mzigo | Juu ya mstari wa vitone UPS imezidiwa.',
  },
  runtime: {
    en: 'Time that the battery lasts | At the load of the moment.',
    sw: 'Muda ambao betri itadumu | Kwa mzigo wa wakati huo.',
  },
  mains: {
    en: 'Voltage of the mains | 230 V is what it should be.',
    sw: 'Volti za umeme | Inatakiwa kuwa 230 V.',
  },
  cuts: {
    en: 'Power cuts by site and quarter | As the register of the fiscal year has them: told by at least two computers of the site.',
    sw: 'Kukatika kwa umeme kwa kituo na robo | Kama ilivyo kwenye rejesta ya mwaka wa fedha: kumesemwa na angalau kompyuta mbili za kituo.',
  },
  register: {
    en: 'Register of power cuts | Each cut of the last 400 days.',
    sw: 'Rejesta ya kukatika kwa umeme | Kila tukio la siku 400 zilizopita.',
  },
  gone: {
    en: 'Computers that lost power | In the course of time: many at once are a power cut of the site.',
    sw: 'Kompyuta zilizokatikiwa umeme | Kadiri muda ulivyopita: nyingi kwa pamoja ni kukatika kwa umeme wa kituo.',
  },
} as const satisfies SpokenTable
