/** Texts of the console in English: when computers should be on. */
export const calendarEn = {
  expected: {
    title: 'When computers should be on',
    lead: 'A computer that is off outside its time is no concern: only its own time counts towards “not heard of”. What should be on always is told at any hour.',
    who: 'Role or computer',
    when: 'Should be on',
    modes: { always: 'Always', office: 'In working hours', hours: 'On days and hours of its own' },
    usual: '(as usual)',
    holidaysToo: 'on holidays too',
    reset: 'As usual again',
    resetHelp: 'What holds for everybody holds again.',
    gone: 'No longer there',
    change: 'Change it',
    role: 'For all computers of this role',
    computer: 'Or for one computer',
    computerHelp: 'Leave one of the two empty. A computer’s own time counts before that of its role.',
    own: 'Days (only for days and hours of its own)',
    untilHelp: '24:00 is the end of the day.',
    holidays: 'On public holidays too',
  },
}
