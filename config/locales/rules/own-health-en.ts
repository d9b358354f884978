import type { AlertTexts } from '../alert-texts.ts'

export const ownHealthTextsEn: AlertTexts['rules'] = {
  'agent-memory': {
    title: 'the agent uses much memory',
    fact: 'The agent on this computer uses {rss:bytes} of memory.',
    meaning:
      'It commonly needs less than a third of that; the computer may become slow for its user.',
    steps: [
      'Restart the agent service on that computer.',
      'If it comes back, report it together with the output of: mlinzi agent status',
    ],
    cleared: 'The agent uses {now_rss:bytes} of memory.',
  },
  'collector-mail-waits': {
    title: 'alert mails are not going out',
    fact: 'The oldest of {mails_waiting:number} waiting mails is {mail_oldest:duration} old.',
    meaning:
      'The internet line or the mail server does not work: alerts reach nobody by mail. Nothing is lost; they go out later, as one summary.',
    steps: [
      'Look at Settings, Mail: the reason stands there; send a test mail.',
      'Check the internet line of the office.',
      'Until then look at the alerts in the console.',
    ],
    cleared: 'Mails go out again.',
  },
  'collector-rows-refused': {
    title: 'the collector refuses readings',
    fact: '{rise:number} more readings were refused since they began to rise, {total:number} in all.',
    meaning:
      'Some computer sends what cannot be right, or an agent is newer than the collector: those readings are missing in the graphs.',
    steps: [
      'In the console see which computers they came from.',
      'Update the collector if the agents are newer than it.',
    ],
    cleared: 'No further readings were refused.',
  },
}
