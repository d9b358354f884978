/** Maandishi ya dashibodi kwa Kiswahili: lini kompyuta zinatakiwa kuwa zimewashwa. */
import type { calendarEn } from './console-calendar-en.ts'

export const calendarSw: typeof calendarEn = {
  moon: {
    title: 'Idi na Maulid',
    lead: 'Hufuata mwezi. Tarehe zilizo hapa zimekadiriwa na zinaweza kupishana kwa siku moja: weka siku yenyewe inapotangazwa.',
    about: (date) => `takriban ${date}`,
    feast: 'Sikukuu',
    day: 'Siku iliyotangazwa',
    next: 'Na siku inayofuata',
    add: 'Ongeza kwenye sikukuu',
  },
  expected: {
    title: 'Lini kompyuta zinatakiwa kuwa zimewashwa',
    lead: 'Kompyuta iliyozimwa nje ya muda wake si tatizo: ni muda wake tu unaohesabiwa kabla ya kusemwa “haipatikani”. Kinachotakiwa kuwaka wakati wote kinatolewa taarifa saa yoyote.',
    who: 'Aina au kompyuta',
    when: 'Inatakiwa kuwaka',
    modes: { always: 'Wakati wote', office: 'Saa za kazi', hours: 'Kwa siku na saa zake yenyewe' },
    usual: '(kawaida)',
    holidaysToo: 'na sikukuu pia',
    reset: 'Rudisha kawaida',
    resetHelp: 'Utaratibu wa wote utatumika tena.',
    gone: 'Haipo tena',
    change: 'Badilisha',
    role: 'Kwa kompyuta zote za aina hii',
    computer: 'Au kwa kompyuta moja',
    computerHelp: 'Acha moja kati ya hizi mbili wazi. Muda wa kompyuta yenyewe hutangulia ule wa aina yake.',
    own: 'Siku (kwa siku na saa zake yenyewe tu)',
    untilHelp: '24:00 ni mwisho wa siku.',
    holidays: 'Na siku za sikukuu pia',
  },
}
