/** What a second computer says when the collector is silent, and when it is back. One SMS each. */
export const deadManTexts = {
  sw: {
    silent:
      'DHARURA: Mfumo wa ufuatiliaji wenyewe haujatuma taarifa tangu {since:clock}. Kagua seva ya ukusanyaji. ({host})',
    back: 'IMEREJEA: Mfumo wa ufuatiliaji unafanya kazi tena tangu {now:clock}, baada ya {lasted:duration}. ({host})',
    test: 'JARIBIO: {host} itatuma SMS kwa simu hii mfumo wa ufuatiliaji ukinyamaza. Sasa ni {now:clock}.',
  },
  en: {
    silent:
      'CRITICAL: The monitoring system itself has been silent since {since:clock}. Check the collector. ({host})',
    back: 'RESTORED: The monitoring system works again since {now:clock}, after {lasted:duration}. ({host})',
    test: 'TEST: {host} will send an SMS to this telephone when the monitoring is silent. It is {now:clock}.',
  },
} as const
