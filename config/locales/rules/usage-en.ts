import type { AlertTexts } from '../alert-texts.ts'

export const usageTextsEn: AlertTexts['rules'] = {
  'removable-unregistered': {
    title: 'a memory stick that is not the office’s own was plugged in',
    fact: '{device}',
    meaning: 'It is not in the register. Sticks carry documents out and malware in.',
    steps: [
      'Ask at the computer whose stick it is and have it scanned.',
      'If it belongs to the office, register it under Registers, Memory sticks.',
    ],
    cleared: 'The note about the stick has been put away.',
  },
  'unregistered-device': {
    title: 'an unregistered device is on the network',
    fact: '{device}; address {address}; probable maker {maker}; {what}; {place}; {site}; and {more} more',
    meaning:
      'It was found by discovery and is in no register. It may be harmless, a computer without an agent, or something that disturbs others, such as a router that hands out addresses.',
    steps: [
      'See what it is with: mlinzi discovery list; follow the cable from the switch port if one is named.',
      'If it belongs to the office, register it or install the agent; else decline it or unplug it.',
    ],
    cleared: 'The note about the unregistered device has been put away.',
  },
  'software-changed': {
    title: 'programs have changed',
    fact: '{installed} installed, {removed} removed, {updated} updated: {changes}',
    meaning: 'Updates are welcome. A new program that nobody in ICT installed is worth a question.',
    steps: ['See the computer’s page of programs; ask the user about what you do not know.'],
    cleared: 'The note about the programs has been put away.',
  },
}
