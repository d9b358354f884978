/** How often the alert engine does what. */

/** Without a transition memory and cursor become durable so often; a crash judges that much again. */
export const flushMs = 5000
export const aliveMs = 60_000
export const dayMs = 86_400_000
export const retryMs = 5000
/** After a start nothing about silence is told for so long (A4). */
export const quietMs = 5 * 60_000
