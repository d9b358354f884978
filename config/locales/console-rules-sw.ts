/** Maandishi ya dashibodi kwa Kiswahili: ukurasa wa kanuni. */
import type { rulesEn } from './console-rules-en.ts'

export const rulesSw: typeof rulesEn = {
  rules: {
    title: 'Kanuni',
    lead: 'Mlinzi anatoa taarifa gani, na kuanzia kiwango gani. Vighairi vya kituo, idara, kompyuta … huwekwa kwenye ukurasa wa kila kanuni. Ofisi inaweza pia kuandika kanuni zake kama mafaili kwenye folda rules/ ya seva ya ukusanyaji; huanza kutumika ndani ya nusu dakika. Kabla ya kuhifadhi, zijaribu: mlinzi rules test FAILI.',
    search: 'Tafuta',
    find: 'Tafuta',
    count: (shown, total) =>
      shown === total ? `kanuni ${total}` : `kanuni ${shown} kati ya ${total}`,
    none: 'Hakuna kanuni inayolingana.',
    presence: 'Kuwepo kwa kompyuta na vituo',
    rule: 'Kanuni',
    when: 'Hutoa taarifa wakati',
    over: 'Huisha wakati:',
    exceptions: 'Vighairi',
    alerts: (days) => (days > 0 ? `Tahadhari kwa siku ${days}` : 'Tahadhari'),
    share: (alerts, useless, percent) =>
      useless === 0 ? String(alerts) : `${alerts}; zisizo na maana: ${useless} (${percent} %)`,
    everywhere: 'kila mahali',
    critical: 'kompyuta muhimu',
    notCritical: 'kompyuta zisizo muhimu',
    scopes: {
      sites: 'vituo',
      departments: 'idara',
      roles: 'aina',
      hosts: 'kompyuta',
      objects: 'vitu',
    },
    faults:
      'Mafaili ya folda rules/ yana makosa, kwa hiyo hayatumiki: kanuni za awali zinaendelea. Sahihisha mistari hii na uhifadhi; yatasomwa tena yenyewe.',
  },
}
