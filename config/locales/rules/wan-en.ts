import type { AlertTexts } from '../alert-texts.ts'

export const wanTextsEn: AlertTexts['rules'] = {
  'internet-down': {
    title: 'Internet link down since {down_since:clock}',
    fact: 'The Internet link of {site} (provider: {provider}; contract: {contract}) has been down since {down_since:when}. The local network (LAN) is fine. Downtime this month: {down_month:duration}. Provider’s customer desk: {phone}.',
    meaning:
      'Government systems, web pages and e-mail outside the office cannot be reached from there. Work inside the office goes on.',
    steps: [
      'Look at the lights of the provider’s modem or router; switch it off and on once.',
      'Phone the provider’s customer desk, give the contract number and the time above, and write the ticket number into the acknowledgement.',
      'Use the sheet of the month (page WAN) as the evidence for the provider.',
    ],
    cleared: 'The Internet link of {site} carries again. Downtime this month: {now_down_month:duration}.',
  },
  'wan-slow': {
    title: 'the line is much slower than usual',
    fact: 'Answers over the line of {site} take {latency_ms:number} ms; its own median of the last seven days is {latency_median_ms:number} ms.',
    meaning: 'Government systems and web pages open slowly; calls and video break up.',
    steps: [
      'See whether somebody downloads or uploads much: updates, video, backups.',
      'If the line is idle, tell the provider the time and the two figures.',
    ],
    cleared: 'Answers over the line of {site} take {now_latency_ms:number} ms again.',
  },
  'wan-loss': {
    title: 'the line loses packets',
    fact: 'The line of {site} loses {loss_percent:percent} of the packets; its own median of the last seven days is {loss_median_percent:percent}.',
    meaning: 'Pages hang or stop half-way; forms may be lost when they are sent.',
    steps: [
      'Check the cable between router and modem; look whether an antenna has moved.',
      'See whether the line is full: updates, video, backups.',
      'If neither, tell the provider the time and the two figures.',
    ],
    cleared: 'The line of {site} loses {now_loss_percent:percent} now.',
  },
  'bundle-runs-out': {
    title: 'the data bundle will not last',
    fact: '{used:bytes} of the bundle of {bundle:bytes} of {site} are used. At this pace it is used up on {bundle_ends:date}; the next one begins on {bundle_renews:date}.',
    meaning:
      'When it is used up the site is cut off or pays the dearer price, and its readings wait on the computers until then. You get this one message for this bundle.',
    steps: [
      'See which computers use the most (page of the site, traffic); put updates on one computer or a USB stick.',
      'Stop video and private use for the rest of the period.',
      'Or buy more data before that day.',
    ],
    cleared: 'The data bundle of {site} lasts until it is renewed, or a new one has begun.',
  },
  'service-theirs': {
    title: '{service} is unavailable; our network is fine',
    fact: '{service} has not opened from any of the {asked:number} sites that tried since {since:when}: {failing_sites}. The lines of these sites are fine, or other systems open from there.',
    meaning:
      'The fault is therefore probably on the side of the system, not of the office’s network. You will be told when it is back.',
    steps: [
      'Tell those who work with it, so that nobody looks for the fault in the office.',
      'Report it to whoever runs the system, with the time above.',
    ],
    cleared: '{service} opens again.',
  },
  'service-ours': {
    title: '{service}: the fault is on our side',
    fact: '{service} has not opened at {failing_sites} since {since:when}; it opens at {good_sites}.',
    meaning: 'The system itself works. Something at that site keeps it away: name service, firewall, line or settings.',
    steps: [
      'At that site, open the page in a browser, then another page.',
      'Check the name service, the firewall and the clock of the router there.',
    ],
    cleared: '{service} opens at every site again.',
  },
}
