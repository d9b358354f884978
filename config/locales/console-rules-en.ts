/** English texts of the console: the page of the rules. */
export const rulesEn = {
  rules: {
    title: 'Rules',
    lead: 'What the watchman tells, and from when on. Exceptions for a site, a department, a computer … are made on the page of each rule. An office can also write its own rules as files in the folder rules/ of the collector; they are taken up within half a minute. Before saving, try them: mlinzi rules test FILE.',
    search: 'Search',
    find: 'Find',
    count: (shown: number, total: number): string =>
      shown === total ? `${total} rules` : `${shown} of ${total} rules`,
    none: 'No rule matches.',
    presence: 'Presence of computers and sites',
    rule: 'Rule',
    when: 'Tells when',
    over: 'Over when:',
    exceptions: 'Exceptions',
    alerts: (days: number): string => (days > 0 ? `Alerts in ${days} days` : 'Alerts'),
    share: (alerts: number, useless: number, percent: number): string =>
      useless === 0 ? String(alerts) : `${alerts}, of no use: ${useless} (${percent} %)`,
    everywhere: 'everywhere',
    critical: 'critical computers',
    notCritical: 'computers not marked critical',
    scopes: {
      sites: 'sites',
      departments: 'departments',
      roles: 'roles',
      hosts: 'computers',
      objects: 'objects',
    },
    faults:
      'The files in rules/ have faults, so they are not in force: the rules before the change go on. Correct these lines and save; they are read again by themselves.',
  },
}
