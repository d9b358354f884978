/** Limits of what may be declared; the API's schema, the form and the command line keep to them. */
export const jobLimits = {
  nameCharactersMax: 64,
  agentJobCharactersMax: 128,
  cronCharactersMax: 100,
  zoneCharactersMax: 60,
  everySecondsMin: 300,
  everySecondsMax: 92 * 86_400,
  graceSecondsMin: 60,
  graceSecondsMax: 14 * 86_400,
  longestSecondsMin: 60,
  longestSecondsMax: 7 * 86_400,
  reasonCharactersMax: 200,
} as const
