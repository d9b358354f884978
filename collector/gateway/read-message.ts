import { agentMessage, type AgentMessage } from '../../contract/wire/messages.ts'
import { limits } from '../../contract/wire/limits.ts'

const knownTypes: ReadonlySet<unknown> = new Set(
  agentMessage.def.options.flatMap((option) => option.shape.type.def.values),
)

/** `unsupported`: a type of a later version (C1). `bad_message`: anything that is no message. */
export type ReadMessage = AgentMessage | 'unsupported' | 'bad_message'

/** Extra fields, of a later version, are left out. */
export function readMessage(bytes: Uint8Array): ReadMessage {
  if (bytes.length > limits.controlBytesMax) return 'bad_message'
  const json = jsonOf(bytes)
  const parsed = agentMessage.safeParse(json)
  if (parsed.success) return parsed.data
  if (typeof json !== 'object' || json === null || !('type' in json)) return 'bad_message'
  return typeof json.type === 'string' && !knownTypes.has(json.type) ? 'unsupported' : 'bad_message'
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))
  } catch {
    return undefined
  }
}
