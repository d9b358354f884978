import type { AlertTexts } from './alert-texts.ts'
import { allRuleTextsEn } from './rules/rule-texts-en.ts'

export const alertsEn: AlertTexts = {
  rules: allRuleTextsEn,
  generated: {
    limits: {
      title: '{measurement} {object}: {field}',
      fact: '{measurement} {object}: {readings}. The rule "{rule}" of your office is met: {condition}.',
      meaning: 'This rule was written by your office.',
      steps: ['Do what your office agreed for the rule "{rule}".'],
      cleared: 'The rule "{rule}" is no longer met.',
    },
    happened: {
      title: '{measurement} {object}: {rule}',
      fact: '{measurement} {object}: {readings}. This is told by the rule "{rule}" of your office.',
      meaning: 'This rule was written by your office.',
      steps: ['Do what your office agreed for the rule "{rule}".'],
      cleared: 'Nothing further was seen since.',
    },
    late: {
      title: '{measurement} {object}: overdue',
      fact: '{measurement} {object}: last success {last:when}; times missed: {missed:number}.',
      meaning: 'What the rule "{rule}" of your office expects did not happen in time.',
      steps: ['Find out why it did not run, and run it by hand.'],
      cleared: '{measurement} {object}: done again.',
    },
    silent: {
      title: '{rule}: nothing heard',
      fact: 'Nothing has been heard since {since:when}.',
      meaning: 'The rule "{rule}" of your office expects to hear from it.',
      steps: ['Check that it is on and connected.'],
      cleared: 'It is heard again.',
    },
  },
  gone: 'No longer present: {object}. If nobody took it out, look for it: what has failed altogether vanishes too. Its history is kept.',
  flapping:
    'It does not settle: it has come back {times:times} soon after it was over. From now on it counts as over only after staying away for longer.',
  comparisons: {
    above: '{field} above {value}',
    below: '{field} below {value}',
    atLeast: '{field} at least {value}',
    atMost: '{field} at most {value}',
    is: '{field} is {value}',
    isNot: '{field} is not {value}',
  },
  severity: { info: 'INFO', warning: 'WARNING', critical: 'CRITICAL' },
  roles: {
    server: 'Server',
    network: 'Network device',
    printer: 'Printer',
    ups: 'UPS',
    desktop: 'Computer',
    laptop: 'Laptop',
  },
  mail: {
    subjectHost: '[{severity}] {role} {host}{place}: {title}',
    subjectHostMany: '[{severity}] {role} {host}{place}: {count:number} matters need action',
    subjectMany: '[{severity}] {count:number} devices need action',
    subjectManySame: '[{severity}] {count:number} devices: {title}',
    subjectSite: '[{severity}] {site}: {title}',
    subjectOther: '[{severity}] {title}',
    greeting: 'Dear {name},',
    openedMany: '{count:number} devices need your attention; this is one message for all of them. First seen on {opened:when}.',
    opened: '{role} {host}{place} needs your attention. Seen on {opened:when}.',
    openedSite: 'The site {site} needs your attention. Seen on {opened:when}.',
    openedOther: 'The following needs your attention. Seen on {opened:when}.',
    worsened: 'It has become worse:',
    recovered: '[RESTORED] The following is over since {cleared:when}, after {lasted:duration}:',
    meaning: 'What it means: {text}',
    steps: 'Suggested steps:',
    acknowledge: 'Please acknowledge that you have received this: {link}',
    acknowledgeHere: 'Please acknowledge that you have received this, on the alerts page of the console.',
    oneOnly: 'You will get no further message about this matter until it becomes worse or stays open for {again:duration} without anybody acknowledging it. That it is over is told by mail or in the morning summary.',
    footer:
      'This message was sent by the ICT equipment monitoring system of {organisation}. For help contact the ICT Unit: phone {phone}, e-mail {email}. Please never give your password to anyone, not even the ICT officer.',
    digestSubject: '[INFO] Summary of {count, plural, one {# delayed alert} other {# delayed alerts}}',
    digestIntro:
      'Mail could not be sent for some time. This one message tells what happened meanwhile, instead of {count, plural, one {# message} other {# messages}}.',
    digestOpen: 'Still open ({count:number}):',
    digestCleared: 'Cleared meanwhile ({count:number}):',
    digestLineCleared: '{opened:when} until {cleared:when}: {role} {host}{place}: {title}',
    digestSiteCleared: '{opened:when} until {cleared:when}: {site}: {title}',
    digestOtherCleared: '{opened:when} until {cleared:when}: {title}',
    digestMore: '… and {count:number} more in the console.',
    summarySubject: '[INFO] State of the equipment on {date}',
    summaryIntro: 'Good morning. This is the state of the equipment at {now:when}.',
    summaryOpen: 'Open ({count:number}):',
    summaryNone: 'No alert is open.',
    summaryCleared: 'Cleared since the last summary ({count:number}):',
    heldBack:
      '{count, plural, one {# message was} other {# messages were}} not sent one by one, because the ceiling of messages was reached; all of it is in the lists below.',
    summarySteps:
      'Begin with what is marked critical; acknowledge in the console what you have taken up.',
    acknowledgeButton: 'Acknowledge',
    summaryHost: '{role} {host}{place}: {titles}. Since {opened:when}.',
    summarySite: '{site}: {titles}. Since {opened:when}.',
    summaryNews: 'New, not told before ({count:number}):',
    summaryAlike: '{title}: {count, plural, one {# computer} other {# computers}} ({names}).',
    summaryAlikeMore: '{title}: {count:number} computers ({names}, and {more:number} more).',
    summaryOther: '{titles}. Since {opened:when}.',
    summaryMore: 'and {count:number} more',
    openConsole: 'All of it is in the console: {link}',
    deputyNext:
      'Without acknowledgement within {wait:duration} a message goes to {deputy}.',
    escalationLead:
      'Nobody has acknowledged this so far, therefore it comes to you as the deputy. Please see that somebody takes it up.',
    directorLead:
      'You are told because this service of the office has been away for more than {hours, plural, one {# working hour} other {# working hours}}. The ICT unit knows of it.',
    reminderSubject:
      '[REMINDER] {count, plural, one {# matter is} other {# matters are}} still open',
    reminderIntro:
      '{count, plural, one {This matter is} other {These matters are}} still open and acknowledged by nobody. Please take {count, plural, one {it up, or mute it} other {them up, or mute them}} with a reason.',
    antivirusSubject:
      '[WARNING] {count, plural, one {# computer has} other {# computers have}} antivirus switched off or out of date',
    antivirusIntro:
      'As of {now:when}, {count:number} of {total:number} computers ({share:percent}) lack full virus protection. This list comes once a week.',
    antivirusNone: 'No antivirus ({count:number}):',
    antivirusOff: 'Switched off or its licence over ({count:number}):',
    antivirusOld: 'Not updated for more than 7 days ({count:number}):',
    antivirusSteps:
      'Suggested steps: install or switch on what is missing first. Computers without Internet can be updated from USB during the maintenance visit.',
    supportSubject:
      '[INFO] {count, plural, one {# computer runs} other {# computers run}} an operating system the maker no longer supports',
    supportIntro:
      'As of {now:when}, of {total:number} computers, {count:number} ({share:percent}) run systems that no longer get security updates. This list comes once a quarter.',
    supportLine: '{system}: {count:number}, since {ends:date}. {names}',
    supportLineUndated: '{system}: {count:number}. {names}',
    supportSteps:
      'Which of them can take a newer system, and which must be replaced, the console shows under Updates. Your direction on a phased plan is requested.',
    backupsSubject:
      '[REMINDER] {department} backups: {count, plural, one {# computer} other {# computers}} not backed up',
    backupsIntro:
      'Please be reminded that {count, plural, one {# computer} other {# computers}} of your department ({department}) missed the backup on {nights, plural, one {# working night} other {# working nights}} or more:',
    backupsLine:
      '{role} {host}: last copy {last:when}; {title}.',
    backupsLineNever:
      '{role} {host}: there has never been a copy, seen {opened:when}; {title}.',
    backupsMeaning:
      'If one of these computers failed today, the work of those days could not be recovered.',
    backupsSteps:
      'Kindly ask the users to connect the external disk, or to leave the computer on, until the next morning. The ICT Unit is ready to help. Thank you for your cooperation.',
    smsHost:
      '{severity}: {host}: {title}, {opened:clock}.',
    smsSite:
      '{severity}: {site}: {title}, {opened:clock}.',
    smsSiteShort: '{severity}: {site} - {short}',
    smsMany:
      '{severity}: {host}: {count:number} matters, {opened:clock}.',
    smsRecovery:
      'RESTORED: {host}: {title}, {cleared:clock}, after {lasted:duration}.',
    smsRecoverySite:
      'RESTORED: {site}: {title}, {cleared:clock}, after {lasted:duration}.',
    smsRecoveryShort: 'RESTORED: {site} {cleared:clock} after {lasted:duration}. {short}',
    smsLineDown:
      'CRITICAL: Alert mails have not gone out since {since:clock}; {count:number} wait. Check the Internet line and the mail server.',
    smsStep:
      'See your e-mail.',
    smsTest:
      'TEST: Mlinzi reaches this telephone, {now:clock}. Nothing needs to be done.',
    testSubject: '[INFO] Test message from the monitoring system',
    testBody:
      'This is the test message that was asked for on {now:when}. Sending mail works; alerts will reach you at this address.',
  },
  delivery: {
    delivered: 'The mail server has taken the message. Look in the mailbox, also under spam.',
    wrong_password: 'The mail server refused user name or password. Type both again; some providers want an app password.',
    login_required: 'The mail server wants a user name and password. Fill both in.',
    tls_refused: 'No encrypted connection came about. Try the other choice (STARTTLS with port 587, TLS with port 465).',
    certificate: 'The certificate of the mail server is not trusted. Check the server name; ask your provider for the right one.',
    relay_denied: 'The mail server does not send to this address for you. Fill in user name and password, or ask for the right server.',
    unreachable: 'No mail server answers at this address and port. Check name, port, firewall and the Internet line.',
    name_not_found: 'The name of the mail server is not known. Check its spelling and the DNS of this computer.',
    timeout: 'The mail server did not answer in time. Check the port, the firewall and the line.',
    unknown_recipient: 'The mail server does not know the recipient. Check the address.',
    sender_refused: 'The mail server does not accept the sender address. Use the address that belongs to the user name.',
    too_large: 'The message is too large for the mail server.',
    later: 'The mail server asks to try again later. Nothing needs to be done; it is tried again.',
    key_refused: 'The service refused the key or the name. Type both again.',
    no_credit: 'The account of the SMS service has no credit left. Top it up.',
    number_refused: 'The service does not accept this telephone number. Check it.',
    channel_refused: 'The service refused the message. Its own words are beside this.',
    channel_unreachable: 'The service does not answer. Check its address and the Internet line; it is tried again.',
    daily_cap: 'The ceiling of messages a day is reached; the rest comes with the summary.',
    rejected: 'The mail server refused the message. Its own words are beside this.',
    not_configured: 'No mail server is set. Fill in the mail settings.',
    expired: 'The message could not be handed over for 72 hours and was given up.',
    failed: 'The message could not be sent. The words beside this are from the program.',
  },
}
