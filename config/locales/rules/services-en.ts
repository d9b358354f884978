import type { AlertTexts } from '../alert-texts.ts'

export const servicesTextsEn: AlertTexts['rules'] = {
  'service-mail-down': {
    title: '{check}: the mail server does not work',
    fact: '{server}, port {port} ({protocol}), has failed {fails, plural, one {# time} other {# times}} in a row: {result}.',
    meaning: 'Mail cannot be sent or read over this server now; it usually waits and comes later.',
    steps: ['Check that the server is on and reachable.', 'If it answers elsewhere, restart its mail service and look at its disk: a full one refuses mail.', 'If it offers no encryption any more, look at its certificate and settings before anybody logs in.'],
    cleared: '{check}: the mail server works again.',
  },
  'service-mail-slow': {
    title: '{check}: the mail server is slow',
    fact: '{server} ({protocol}) needed {response_time:number} s to greet and to agree on encryption.',
    meaning: 'Mail programs wait at each start and may give up.',
    steps: ['Look at the load and the disk of the mail server.', 'A greeting that is slow alone often waits for a name server: check its DNS.'],
    cleared: '{check}: the mail server answers in {now_response_time:number} s again.',
  },
  'time-server-down': {
    title: '{check}: the time server does not answer',
    fact: '{server} has not told the time {fails, plural, one {# time} other {# times}} in a row: {result}.',
    meaning: 'Computers that set their clocks by it drift apart slowly; nothing stops at once.',
    steps: ['Check that the server is on and that UDP port 123 is open.', 'Name a second time server in the router or domain controller.'],
    cleared: '{check}: the time server answers again.',
  },
  'time-server-unsynchronised': {
    title: '{check}: the time server does not know the time',
    fact: '{server} answers, and says that it is not synchronised itself (stratum {stratum}).',
    meaning: 'Computers refuse such a server: their clocks run on alone.',
    steps: ['See which servers it follows, and whether it reaches them over the internet.', 'Restart its time service after the line is back.'],
    cleared: '{check}: the time server knows the time again.',
  },
  'time-server-refuses': {
    title: '{check}: the time server asks not to be asked',
    fact: '{server} answered with a refusal ({reference}); it is left alone for a while.',
    meaning: 'It does not serve this address, or it is asked too often from here.',
    steps: ['Use another time server for this office, such as that of the router or of the provider.'],
    cleared: '{check}: the time server answers again.',
  },
  'time-server-offset': {
    title: '{check}: two clocks differ',
    fact: 'The time of {server} differs from that of the computer that looks by {offset_size_ms:number} ms.',
    meaning: 'One of both is wrong. Logins, certificates and the order of records depend on right clocks.',
    steps: ['Compare both with a third clock, such as that of a telephone.', 'Set the wrong one right; a clock that is wrong after each power cut needs a new battery on its board.'],
    cleared: '{check}: the clocks agree again ({now_offset_size_ms:number} ms).',
  },
  'web-page-changed': {
    title: '{check}: the page was changed much at once',
    fact: 'Of the text of {server}, {change_percent:percent} is other than before.',
    meaning: 'Either it was made anew, or somebody has put something else there.',
    steps: ['Open the page now and look at it yourself.', 'If nobody of yours changed it, tell whoever runs it at once, and let all passwords of the site be changed.', 'If it was meant, there is nothing to do: after a day this is how it is expected to be.'],
    cleared: '{check}: the page is as expected again.',
  },
  'web-page-old': {
    title: '{check}: the page has not been updated for long',
    fact: 'The text of {server} has been the same for {days_unchanged:days}.',
    meaning: 'Citizens read old news there, and take the office for closed or careless.',
    steps: ['Ask whoever writes for the site for something new: notices, tenders, minutes.', 'If it need not change so often, raise the days of this check (staleDays).'],
    cleared: '{check}: the page was updated.',
  },
  'web-page-unread': {
    title: '{check}: the page cannot be watched',
    fact: '{server} has failed {fails, plural, one {# time} other {# times}} in a row: {result}.',
    meaning: 'Whether it was changed is not known meanwhile, and visitors may see nothing either.',
    steps: ['Open the page in a browser.', 'If only a part of it is watched, look whether that part is still there.'],
    cleared: '{check}: the page can be read again.',
  },
}
