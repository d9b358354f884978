import type { AlertTexts } from '../alert-texts.ts'

export const softwareTextsEn: AlertTexts['rules'] = {
  'remote-access-new': {
    title: 'programs for remote access have changed',
    fact: 'Before: {from}. Now: {to}; {running} of them run.',
    meaning: 'Whoever knows its password can see and steer this computer from outside.',
    steps: [
      'If the office uses it, acknowledge this.',
      'If not: ask the user who had it installed (callers who claim to be from a bank or from Microsoft do that), remove it, change passwords.',
    ],
    cleared: 'The note about remote access has been put away.',
  },
  'licence-missing': {
    title: '{product} is not activated',
    fact: 'State of {product}: {state}.',
    meaning: 'Functions are limited, and an audit will ask for the licence.',
    steps: ['Enter the office’s key, or connect to the activation server. Copies from the market often bring malware.'],
    cleared: '{product} is activated.',
  },
  'licence-ends': {
    title: 'the activation of {product} ends in {grace_days:days}',
    fact: '{product} stays activated for {grace_days:days} more.',
    meaning: 'It renews itself only while it reaches the activation server.',
    steps: ['Connect the computer to the office’s network; check the activation server (slmgr /ato).'],
    cleared: '{product} has been renewed.',
  },
}
