import { binaryKind } from '../../contract/wire/binary-kind.ts'
import { decodeDictionary } from '../../contract/wire/dictionary.ts'
import { FrameReader } from '../../contract/wire/frame-reader.ts'
import { commonRevision } from '../../contract/wire/revision.ts'
import type { AgentMessage } from '../../contract/wire/messages.ts'
import { unpackRows } from '../../contract/wire/row-packing.ts'
import type { Row, SeriesDescriptor } from '../../contract/wire/series.ts'
import type { AgentPeer, IngestStage, PeerSession } from '../../collector/model/sessions.ts'

/** Understands what agents send and keeps it in memory; acknowledges each frame at once. */
export class DecodingIngest implements IngestStage {
  readonly dictionary: SeriesDescriptor[] = []
  readonly rows: Row[] = []
  readonly messages: AgentMessage[] = []
  async open(peer: AgentPeer): Promise<PeerSession> {
    const seriesOf = (index: number) => this.dictionary[index]
    const reader = new FrameReader({
      sessionEpoch: peer.hello.epoch,
      seriesOf,
      revision: commonRevision(peer.hello.wire),
    })
    return {
      dictionary: { count: 0, hash: '0'.repeat(32) },
      historyRows: 1000,
      receiveFrame: (bytes) => {
        if (binaryKind(bytes) === 'dictionary') {
          this.dictionary.push(...decodeDictionary(bytes).descriptors)
          return
        }
        const frame = reader.read(bytes)
        this.rows.push(...unpackRows(frame.rows, seriesOf))
        const intervals: [number, number][] = [[frame.firstSeq, frame.lastSeq]]
        peer.send({ type: 'ack', frame: frame.number, epoch: frame.epoch, intervals })
      },
      receiveMessage: (message) => this.messages.push(message),
      closed: () => undefined,
    }
  }
}
