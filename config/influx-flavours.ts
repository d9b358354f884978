/** The databases that the series may go to. */
export const influxFlavours = [
  'influxdb-1',
  'influxdb-2',
  'influxdb-3',
  'victoria-metrics',
] as const
