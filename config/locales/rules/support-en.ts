import type { AlertTexts } from '../alert-texts.ts'

export const supportTextsEn: AlertTexts['rules'] = {
  'os-support-ended': {
    title: '{product} gets no security updates any more',
    fact: 'The maker ended security updates for {product} on {ends:when}.',
    meaning:
      'New weaknesses of this system stay open for good. Thieves of data and ransomware look for exactly such computers.',
    steps: [
      'Keep it off the internet and away from payments and personal data until it is replaced.',
      'See in the inventory whether it can take a newer system; if not, put it into the budget for replacement.',
      'Until then: working antivirus, a proven backup, no account with administrator rights for daily work.',
    ],
    cleared: 'The computer now runs a system that gets security updates.',
  },
  'os-support-ending': {
    title: '{product} soon gets no security updates',
    fact: 'Security updates for {product} end on {ends:when}, in {days_left:days}.',
    meaning: 'After that day new weaknesses of this system stay open.',
    steps: [
      'Plan the upgrade now, a few computers a week, after a proven backup.',
      'For computers that cannot take the newer system, put replacement into the budget.',
    ],
    cleared: 'The computer now runs a system that gets security updates for longer.',
  },
}
