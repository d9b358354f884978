import type { incidentsEn } from './console-incidents-en.ts'

/** Maandishi ya konsoli kwa Kiswahili: njia za kompyuta, matukio, rejista ya makatizo ya umeme. */
export const incidentsSw: typeof incidentsEn = {
  ways: {
    title: 'Vifaa vilivyo nyuma yake',
    lead: 'Kifaa hiki kikipotea, unapata ujumbe mmoja unaotaja vilivyo nyuma yake, na hakuna kilicho nyuma yake kinachohesabiwa kuwa kimeharibika.',
    above: 'Inafikiwa kupitia',
    aboveSeveral: 'Inafikiwa kupitia chochote kati ya',
    nothingAbove: 'Hakuna kifaa kilichotajwa mbele yake.',
    noneHere: 'Hakuna kifaa kingine katika kituo hiki.',
    mayNot: 'kiko mbele yake',
    save: 'Hifadhi vilivyo nyuma yake',
    count: (count: number) => (count === 1 ? 'kifaa 1' : `vifaa ${count}`),
    cut: (shown: number, all: number) =>
      `Vifaa ${shown} kati ya ${all} vimeorodheshwa; visivyoorodheshwa havibadilishwi.`,
  },
}
