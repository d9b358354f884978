import type { InfluxCheckTexts } from './influx-check-texts.ts'

export const influxCheckEn: InfluxCheckTexts = {
  states: { good: 'good     ', made: 'made     ', missing: 'MISSING  ', different: 'DIFFERENT' },
  about: {
    'influxdb-1':
      'InfluxDB 1.x keeps each resolution in a retention policy: full has every reading, 5m and 1h have the roll-ups that panels over two days draw. The user needs ALL on this database; to let this command make it, an administrator must.',
    'influxdb-2':
      'InfluxDB 2.x keeps each resolution in a bucket: <database>/full, /5m and /1h. The DBRP mappings let Grafana ask for them in InfluxQL. The token needs to read and write these buckets; to let this command make them, also to write buckets and DBRPs of the organisation.',
    'influxdb-3':
      'InfluxDB 3 keeps each resolution in a database of its own: <database>_full, _5m and _1h. Making them needs an admin token. Core answers queries about recent data only.',
    'victoria-metrics':
      'VictoriaMetrics keeps numbers in one resolution: no texts, no roll-ups, and the dashboards of Mlinzi do not run on it.',
  },
  findings: {
    noUrl: '{name} has no influx: url',
    addressAnswers: '{name} answers',
    addressSilent: '{name} does not answer: {why}',
    listingRefused: 'The databases may not be listed: {why}',
    databaseThere: 'Database {name} is there',
    databaseMade: 'Database {name} was made',
    databaseMissing: 'Database {name} is missing: {why}',
    policyThere: 'Retention policy {name} is there',
    policyMade: 'Retention policy {name} was made',
    policyMissing: 'Retention policy {name} is missing: {why}',
    policyDifferent: 'Retention policy {name} keeps {found}, the settings say {wanted}',
    shardsDifferent: '{name} lays {found} into one set of files; {wanted} take less room on the disk. It holds for what is written from then on',
    organisationUnseen: 'Organisation {name} is not to be seen: {why}',
    bucketThere: 'Bucket {name} is there',
    bucketMade: 'Bucket {name} was made',
    bucketMissing: 'Bucket {name} is missing: {why}',
    bucketDifferent: 'Bucket {name} keeps {found}, the settings say {wanted}',
    mappingThere: 'DBRP mapping {name} is there',
    mappingMade: 'DBRP mapping {name} was made',
    mappingMissing: 'DBRP mapping {name} is missing: {why}',
    databasesUnseen: 'The databases are not to be seen: {why}',
    writingGood: 'Points may be written',
    writingRefused: 'Points may not be written: {why}',
    victoriaSingle: 'A point that is sent again stays one point',
    victoriaDoubles: 'A point that is sent again is kept twice; start it with this flag',
    victoriaKeeps: 'It keeps points for {found}',
    victoriaForgets: 'It forgets points after {found}; start it with this flag',
  },
  forEver: 'everything for ever',
  days: '{days} days',
  nothingOwed: 'Nothing is owed: all that the collector holds has been sent.',
  owed: 'Owed: {count} hours of series, sent by the running collector when it can.',
  refused: 'Refused: {count} points, {kind} (mlinzi influx refused).',
  backfill:
    '{count} hours from {day} on will be sent again by the running collector, the newest first, with the roll-ups and alerts of those hours. mlinzi influx check tells how many are left.',
}
