import type { AlertTexts } from '../alert-texts.ts'

export const antivirusTextsEn: AlertTexts['rules'] = {
  'antivirus-none': {
    title: 'no antivirus',
    fact: 'No antivirus was found on this computer.',
    meaning:
      'A flash disk or a document from e-mail can infect it unnoticed, and other computers of the office from there.',
    steps: [
      'On Windows, open Windows Security and turn on Microsoft Defender, which costs nothing.',
      'Or install the antivirus that your office has bought.',
      'Then run a full scan.',
    ],
    cleared: 'An antivirus is at work: {now_product}.',
  },
  'antivirus-off': {
    title: 'antivirus switched off',
    fact: 'Antivirus is installed ({products}), but none is protecting this computer.',
    meaning:
      'What is opened or plugged in is not checked. Somebody may have switched it off, and so may a virus.',
    steps: [
      'Switch its real-time protection on again and ask the user why it was off.',
      'If it cannot be switched on, disconnect the computer from the network and scan it from a clean rescue disk.',
      'If an old product blocks Microsoft Defender, remove it with its maker’s removal tool.',
    ],
    cleared: 'The antivirus is on again: {now_product}.',
  },
  'antivirus-expired': {
    title: 'antivirus licence has expired',
    fact: 'The licence of the antivirus has expired ({products}), and it protects no more.',
    meaning: 'As long as it stays installed, Microsoft Defender also keeps off.',
    steps: [
      'Renew the licence; or',
      'remove the product, restart, and see that Microsoft Defender switches itself on.',
    ],
    cleared: 'The computer is protected again: {now_product}.',
  },
  'antivirus-several': {
    title: 'two antivirus products at once',
    fact: 'Several antivirus products are on at the same time: {product}.',
    meaning: 'They slow the computer down and can block each other, so that neither works well.',
    steps: ['Decide on one and remove the others, then restart the computer.'],
    cleared: 'One product is at work: {now_product}.',
  },
  'antivirus-definitions-old': {
    title: 'antivirus not updated for {definitions_age:duration}',
    fact: 'The definitions of {product} are {definitions_age:duration} old.',
    meaning: 'It does not know the viruses of the last days.',
    steps: [
      'Open the antivirus and press Update.',
      'If the computer has no internet, bring the update on a clean flash disk.',
      'If the update fails, check the licence, the clock and the internet connection.',
    ],
    cleared: 'The antivirus has been updated.',
  },
  'antivirus-definitions-outdated': {
    title: 'antivirus out of date',
    fact: 'The antivirus itself ({product}) says that its definitions are out of date.',
    meaning: 'It does not know the newest viruses.',
    steps: [
      'Open the antivirus and press Update.',
      'If the update fails, check the licence, the clock and the internet connection.',
    ],
    cleared: 'The antivirus has been updated.',
  },
  'antivirus-scan-late': {
    title: 'no virus scan for {age_days:days}',
    fact: 'The last scan ended {last:when}, {age_days:days} ago.',
    meaning: 'What came in before the virus was known stays undiscovered on the disk.',
    steps: [
      'Start a full scan, at best over lunch.',
      'See that a weekly scan is scheduled at an hour when the computer is on.',
    ],
    cleared: 'The computer has been scanned.',
  },
  'antivirus-unknown': {
    title: 'state of the antivirus unknown',
    fact: 'For a working day this computer could not say whether it is protected. Reason: {reason}.',
    meaning: 'It may be protected or not: nobody knows.',
    steps: [
      'On that computer run: mlinzi agent doctor',
      'Look at the antivirus by hand and follow what the command advises.',
    ],
    cleared: 'The state of the antivirus is known again.',
  },
  'antivirus-licence-ends': {
    title: 'licence of {product} ends in {licence_left:days}',
    fact: 'The licence of {product} ends on {licence_end:when}.',
    meaning: 'After that it stops protecting and keeps other protection from starting.',
    steps: [
      'Renew it now; count in the inventory how many computers have the same product.',
      'If it will not be renewed, plan the change to Microsoft Defender before that day.',
    ],
    cleared: 'The licence of {product} has been renewed.',
  },
  'antivirus-threat-found': {
    title: 'malware found: {threat}',
    fact: '{product} found "{threat}" on {detected_at:when}. State: {state}.',
    meaning:
      'Even if it was quarantined, it came from somewhere: a flash disk, an e-mail, a download. Other computers may have it too.',
    steps: [
      'Disconnect this computer from the network until it has been checked.',
      'Do not use its flash disk in another computer; give it to the ICT unit.',
      'The user must not log in to payment systems from it. Run a full scan.',
    ],
    cleared: 'Nothing further has been seen since.',
  },
  'antivirus-threat-low': {
    title: 'unwanted program found: {threat}',
    fact: '{product} found "{threat}", which it takes to be of low danger, on {detected_at:when}. State: {state}.',
    meaning: 'Mostly advertising that came along with a free program.',
    steps: ['Remove it in the antivirus, and the program with which it came.'],
    cleared: 'Nothing further has been seen since.',
  },
  'antivirus-threat-remains': {
    title: 'malware has not been removed',
    fact: 'Threats found and not removed: {threats_active:number}.',
    meaning: 'The antivirus could not remove it by itself. The computer must be taken to be infected.',
    steps: [
      'Disconnect it from the network now.',
      'Open the antivirus, see what it asks for (restart, offline scan), and do it.',
      'If it stays, save the documents and install the system anew.',
    ],
    cleared: 'No known threat is left on the computer.',
  },
}
