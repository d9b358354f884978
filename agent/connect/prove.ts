import type { TLSSocket } from 'node:tls'
import type { AgentMessage, CollectorMessage } from '../../contract/wire/messages.ts'
import { exporterOf, proofInput } from '../../contract/wire/proof.ts'
import type { Identity } from '../identity.ts'
import type { Line } from './line.ts'
import { ConnectRefused } from './refused.ts'

/**
 * Sends the opening message (hello or enrol), signs the challenge and gives the collector's
 * answer. Rejects with ConnectRefused when it says no, with another error when the line breaks.
 */
export async function prove(
  line: Line,
  tls: TLSSocket,
  identity: Identity,
  opening: AgentMessage,
): Promise<CollectorMessage> {
  line.send(opening)
  const challenge = await answer(line)
  if (challenge.type !== 'challenge')
    throw new Error(`The collector answered ${opening.type} with ${challenge.type}`)
  const { nonce, timeMs } = challenge
  const exporter = exporterOf(tls)
  const signed = proofInput({ nonce, agentId: identity.agentId, timeMs, exporter })
  const signature = Buffer.from(identity.sign(signed)).toString('base64')
  line.send({ type: 'proof', signature, exporter: exporter.toString('base64') })
  return answer(line)
}

async function answer(line: Line): Promise<CollectorMessage> {
  for (;;) {
    const message = await line.next()
    if (message === undefined)
      throw new Error('The collector closed the connection during the handshake', {
        cause: await line.closed,
      })
    // An older collector may not know a part of what was said and goes on without it.
    if (message.type === 'error' && message.code === 'unsupported') continue
    if (message.type === 'error') throw new ConnectRefused(message)
    return message
  }
}
