/**
 * Silence on a session, in seconds, before the collector asks with a WebSocket ping whether the
 * agent is there. It follows the posting interval: pinging every 30 s would cost a machine that
 * posts every 60 s as much traffic as its readings, and an hourly one far more than its budget.
 */
export function silenceSeconds(postSeconds: number): number {
  return Math.min(Math.max(Math.ceil(postSeconds * 1.5), 30), 600)
}
