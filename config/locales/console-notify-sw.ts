/** Texts of the console in Swahili: links of mails, the outbox, ways of telling, alerts of no use. */
import type { notifyEn } from './console-notify-en.ts'

export const notifySw: typeof notifyEn = {
  mailLink: {
    title: 'Tahadhari yako',
    hello: (name) => `Ndugu ${name},`,
    done: 'Imepokelewa. Ahsante.',
    help: 'Ukibonyeza kitufe, wenzako wataona kuwa umeanza kulishughulikia. Kinabonyezwa mara moja tu.',
    cleared: 'Jambo hili limekwisha.',
    expired: 'Kiungo hiki kimeisha muda',
    tampered: 'Kiungo hiki hakijulikani hapa',
    refusedHelp: 'Fungua dashibodi na uthibitishe huko; viungo vya barua pepe hufanya kazi kwa siku 7.',
    console: 'Fungua dashibodi',
  },
  useless: {
    button: 'Haikuwa na maana',
    why: 'Kwa nini?',
    note: 'Maelezo',
    save: 'Andika',
    takeBack: 'Ilikuwa na maana',
    marked: (reason) => `Haikuwa na maana: ${reason}`,
    reasons: {
      not_true: 'Haikuwa kweli',
      already_known: 'Ilijulikana au ilipangwa',
      not_important: 'Ni kweli, lakini hakuna la kufanya',
      too_late: 'Ilichelewa',
      repeated: 'Ilirudiwarudiwa',
    },
    title: 'Tahadhari zisizo na maana',
    lead: (days, limit) =>
      `Tahadhari za siku ${days} zilizopita zilizosemwa hazina maana, kwa kila kanuni. Kanuni inayozidi asilimia ${limit} irekebishwe, la sivyo watu wataacha kusoma.`,
    caption: 'Tahadhari za kila kanuni na ngapi hazikuwa na maana',
    none: 'Hakuna tahadhari iliyotolewa katika muda huu.',
    rule: 'Kanuni',
    alerts: 'Tahadhari',
    useless: 'Hazina maana',
    share: 'Asilimia',
    suggestion: 'Pendekezo',
    fine: 'Ndani ya kiwango',
    suggestions: {
      not_true: 'Kagua kiwango cha ukomo na chanzo cha kanuni hii; muda mrefu zaidi wa kusubiri huzuia hali za muda mfupi.',
      already_known: 'Inyamazishe kwa muda wa kazi, au andika kazi hiyo kuwa muda wa matengenezo.',
      not_important: 'Ishushe iwe taarifa: itaonekana kwenye muhtasari tu.',
      too_late: 'Punguza muda wake wa kusubiri, au weka onyo la mapema zaidi.',
      repeated: 'Weka kiwango cha kurejea mbali zaidi na kiwango cha ukomo, au ongeza muda wa kusubiri.',
    },
  },
}
