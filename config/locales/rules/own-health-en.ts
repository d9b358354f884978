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
  'agent-old': {
    title: 'the agent is older than the collector',
    fact: 'The agent on this computer has version {version}; the collector has {wanted}.',
    meaning: 'Its readings are taken as before, but what the newer version sees or mends is missing on this computer.',
    steps: [
      'Update it in your next round: install the agent of the collector’s version over the old one; its key and its waiting readings stay.',
      'The console lists the version of each computer on its page.',
    ],
    cleared: 'The agent is as new as the collector.',
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
  'collector-influx-fails': {
    title: 'the InfluxDB takes no readings',
    fact: 'The collector has not been able to write to the InfluxDB for an hour or longer.',
    meaning: 'Grafana shows no new readings. Alerts go on and nothing is lost: what is missing is sent when the database is back.',
    steps: ['On the machine of the database: is the service running, is its disk full?', 'On the collector run: mlinzi influx check; it names the reason.'],
    cleared: 'The InfluxDB takes readings again; what it missed is being sent.',
  },
  'collector-influx-refuses': {
    title: 'the InfluxDB refuses points',
    fact: '{rise:number} more points were refused by the InfluxDB, {total:number} in all.',
    meaning: 'Those readings are missing in Grafana; the collector and its alerts have them.',
    steps: ['On the collector run: mlinzi influx refused; it gives the reasons of the database.', 'Mostly another program writes the same field with another type, or a limit of the database is reached.'],
    cleared: 'The InfluxDB refused no further points.',
  },
  'collector-influx-behind': {
    title: 'the InfluxDB stays behind',
    fact: 'For {influx_behind:duration} the InfluxDB has taken readings and still lacks past hours.',
    meaning: 'Grafana shows what is new; older graphs have gaps that are not being filled. Nothing is lost: the collector keeps what is missing.',
    steps: [
      'On the collector run: mlinzi influx check; it tells how many hours are left and what was refused.',
      'If that number falls, wait: years that are sent again take hours.',
      'If it does not fall: is the disk of the database slow or its memory full?',
    ],
    cleared: 'The InfluxDB has everything again.',
  },
  'program-points-refused': {
    title: 'points of another program are refused',
    fact: '{rise:number} more points of the program {source} were refused, {total:number} in all.',
    meaning: 'What it measures is missing in graphs and alerts, as long as it goes on writing so.',
    steps: [
      'In the console, page Other programs, see why and which line it was; or run: mlinzi source refused {source}',
      'Mostly a field changed its type, a clock is wrong, or a tag holds a time or an id and makes too many series.',
    ],
    cleared: 'No further points of {source} were refused.',
  },
}
