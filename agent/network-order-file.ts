/** Loaded only by an agent that is a poller and has an order. */
import * as z from 'zod/mini'
import { networkCheck, networkDevice, networkLimits } from '../contract/wire/network.ts'
import type { WholeOrder } from './sources/network/judge-order.ts'

const schema = z.object({
  devices: z.array(networkDevice).check(z.maxLength(networkLimits.devicesMax)),
  checks: z.array(networkCheck).check(z.maxLength(networkLimits.checksMax)),
})

/** Throws for what is no order, as an earlier or later version may have written it. */
export function readOrder(stored: unknown): WholeOrder {
  return schema.parse(stored)
}
