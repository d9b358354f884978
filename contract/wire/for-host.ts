/**
 * Reserved tag of a reading that speaks of another host: the id of its record. The collector files
 * the reading under that host when it has asked this agent to look at it, and drops the tag.
 */
export const forHostTag = 'for_host'
