/**
 * Measurements about things that a person can take out of a computer, and the agent's source that
 * names those that are there. A backup job or an antivirus that vanishes is a finding and not one of
 * them; so is an array, which vanishes with its controller.
 */
export const removableThings: Readonly<Record<string, string>> = {
  smart_device: 'smart',
  disk: 'disk',
  diskio: 'diskio',
  temp: 'sensors',
  fan: 'sensors',
  battery: 'battery',
  net: 'net',
}
