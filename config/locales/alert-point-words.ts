/** What happened to an alert, and how severe it is, in the tables of the dashboards. */
export const alertPointWords = {
  en: {
    opened: 'began',
    worsened: 'got worse',
    eased: 'eased',
    acknowledged: 'acknowledged',
    silenced: 'muted',
    cleared: 'is over',
    renamed: 'renamed or moved',
    info: 'notice',
    warning: 'warning',
    critical: 'critical',
  },
  sw: {
    opened: 'imeanza',
    worsened: 'imezidi',
    eased: 'imepungua',
    acknowledged: 'imepokelewa',
    silenced: 'imenyamazishwa',
    cleared: 'imeisha',
    renamed: 'jina au mahali pamebadilika',
    info: 'taarifa',
    warning: 'onyo',
    critical: 'dharura',
  },
} as const
