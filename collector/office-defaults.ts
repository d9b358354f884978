import type { OfficeDefaults } from './state/office.ts'

const weekday = { open: '07:30', close: '15:30' }

/** Until the officer says otherwise: a council's hours on the mainland, Swahili first. */
export const officeDefaults: OfficeDefaults = {
  organisation: {
    name: 'Ofisi ya Umma',
    language: 'sw',
    zanzibar: false,
    phone: '',
    email: '',
  },
  calendar: {
    zone: 'Africa/Dar_es_Salaam',
    days: {
      0: null,
      1: weekday,
      2: weekday,
      3: weekday,
      4: weekday,
      5: weekday,
      6: null,
    },
    holidays: [],
  },
}
