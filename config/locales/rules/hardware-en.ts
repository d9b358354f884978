import type { AlertTexts } from '../alert-texts.ts'

export const hardwareTextsEn: AlertTexts['rules'] = {
  'fan-faulty': {
    title: 'fan {sensor} is faulty',
    fact: 'The hardware reports that fan {sensor} is faulty; it turns {speed:number} times a minute.',
    meaning:
      'Without it the computer gets hot, slows down and in the end switches itself off; heat also ages the disk.',
    steps: [
      'Switch the computer off when the work allows, and remove the dust.',
      'Replace the fan if it does not turn freely.',
    ],
    cleared: 'Fan {sensor} is no longer reported as faulty.',
  },
  'fan-stopped': {
    title: 'fan {sensor} of the server has stopped',
    fact: 'Fan {sensor} was turning {from:number} times a minute and now stands still.',
    meaning:
      'The server will get hot within minutes and can switch itself off or lose its disks.',
    steps: [
      'Look at the temperatures on the page of the server now.',
      'Check the fan and its plug; replace it as soon as possible.',
      'Until then keep the room cool and the case free.',
    ],
    cleared: 'Nothing further was seen since.',
  },
  'link-slower': {
    title: 'link {interface} became slower',
    fact: 'The network link {interface} fell from {from:number} to {to:number} Mbit/s.',
    meaning:
      'Mostly a damaged wire, plug or port: copies take ten times as long, and backups may not end in time.',
    steps: [
      'Change the network wire and try another port of the switch.',
      'If it stays, look at the setting of the port on the switch.',
    ],
    cleared: 'Nothing further was seen since.',
  },
  'link-errors': {
    title: 'damaged packets on link {interface}',
    fact: '{rise:number} more packets on {interface} were damaged than before, {total:number} since the computer was started.',
    meaning:
      'A bad wire, plug or port, or two ends that disagree about speed: the network becomes slow and breaks off.',
    steps: [
      'Change the wire, then the port of the switch.',
      'See that both ends negotiate speed by themselves.',
    ],
    cleared: 'No further damaged packets on {interface}.',
  },
}
