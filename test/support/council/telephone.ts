/** The SMS gateway of an office: a real HTTP service that keeps what it is handed. */
import type { ChannelRecord } from '../../../collector/model/office.ts'
import { recordingService } from '../recording-service.ts'

export interface Sms {
  readonly to: string
  readonly text: string
}

export async function telephone() {
  const service = await recordingService(() => ({ status: 200, body: '{}' }))
  const channel: ChannelRecord = {
    id: 'sms',
    kind: 'sms',
    name: 'SMS',
    enabled: true,
    severityMin: 'critical',
    language: 'sw',
    settings: { preset: 'json', url: service.url },
  }
  return {
    channel,
    texts: (): readonly Sms[] => service.requests.map(({ body }) => JSON.parse(body) as Sms),
    close: () => service.close(),
  }
}
export type Telephone = Awaited<ReturnType<typeof telephone>>
