/** Whether a collector has each row of an agent, by the numbers under which the agent made them. */
import { lastNumbers, unacknowledged } from '../spool-journal.ts'
import { received } from '../stored-rows.ts'

/**
 * Runs of a stopped agent of which the stopped collector misses a number between the first and the
 * last that it took over. A number that is there is stored once: the store refuses a second.
 */
export async function missingNumbers(
  collectorHome: string,
  agentHome: string,
): Promise<readonly string[]> {
  const runs = lastNumbers(agentHome)
  const waiting = unacknowledged(agentHome).length
  const there = await received(collectorHome, agentHome, runs.keys())
  return [...runs].flatMap(([epoch, last]) => {
    const [[first, taken] = [0, 0], ...further] = there.get(epoch) ?? []
    const whole = first === 1 && further.length === 0 && taken + waiting >= last
    return whole ? [] : [`${epoch}: ${JSON.stringify(there.get(epoch))} of 1 to ${last}`]
  })
}
