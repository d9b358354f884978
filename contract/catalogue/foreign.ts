/**
 * Measurements that other programs send (line protocol). Inside the collector they bear a prefix,
 * so that no rule, page or report takes Telegraf's `cpu` for an agent's; rules name them so too.
 */
export const foreignPrefix = 'foreign:'

/** The name that the sender gave; our own measurements stay as they are. */
export function plainMeasurement(measurement: string): string {
  return measurement.startsWith(foreignPrefix)
    ? measurement.slice(foreignPrefix.length)
    : measurement
}
