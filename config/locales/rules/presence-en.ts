import type { AlertTexts } from '../alert-texts.ts'

export const presenceTextsEn: AlertTexts['rules'] = {
  'parent-silent': {
    title: '{count:number} devices behind it cannot be reached',
    fact: 'The device has not answered since {since:when}. It took {count:number} of {total:number} devices behind it away: {names}.',
    meaning:
      'Of the devices behind it nothing is known: they may well be on. You get this one message instead of one for each of them.',
    steps: [
      'Check the power and the lights of this device.',
      'Check the cables that lead to it and from it.',
      'If it is on and does not answer, switch it off and on again.',
    ],
    cleared:
      'The device answers again: {now_back:number} of {now_total:number} devices behind it are back. Not back yet: {now_missing:number} {now_names}',
  },
  'device-unsteady': {
    title: 'connection is not steady',
    fact: 'It went or came back {changes:number} times within {within:duration}; the first time {since:when}.',
    meaning:
      'A loose plug, a bad cable, an overheated device or unsteady power is likely. You get this one message; it is over when nothing has changed for half an hour.',
    steps: [
      'Check that its power lead and network cables sit tight.',
      'Feel whether it is hot, and clean its openings.',
      'Try another cable and another port; then another power supply.',
    ],
    cleared: 'The connection has been steady for half an hour.',
  },
  'not-back': {
    title: 'not back with the others',
    fact: 'It went {since:when} together with others; they are back and it is not.',
    meaning: 'It may simply be switched off. After a power cut it may also be broken.',
    steps: ['Ask its user to switch it on.', 'If it does not start, check its power supply.'],
    cleared: 'It is back.',
  },
  'collector-cut-off': {
    title: 'the monitoring server has no network',
    fact: 'The monitoring server has had no network since {since:when}. Of {count:number} devices nothing is known.',
    meaning:
      'The devices are probably fine; they keep their readings and send them later. Nothing else can be told until the network is back.',
    steps: [
      'Check the network cable of the monitoring server and its lights.',
      'Check the switch and the router in front of it.',
    ],
    cleared:
      'The network of the monitoring server is back. Devices not heard yet: {now_missing:number} {now_names}',
  },
}
