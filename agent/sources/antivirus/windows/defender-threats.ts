/** Threats as Defender tells them: its list of detections, and its events, which outlive the list. */
import { fieldsOf, flagOf, instantOf, listOf, numberOf, textOf } from '../../parts/narrow.ts'
import { threatName, type Threat } from '../product.ts'
import { defenderName } from './defender.ts'

const threatsMax = 64
const eventsMax = 200

/** ThreatStatusID of MSFT_MpThreatDetection; the events' State counts alike. */
const byStatus: Readonly<Record<number, Threat['state']>> = {
  1: 'detected',
  2: 'cleaned',
  3: 'quarantined',
  4: 'removed',
  5: 'allowed',
  6: 'blocked',
  102: 'failed',
  103: 'failed',
  104: 'failed',
  105: 'abandoned',
  107: 'failed',
}
/** Action ID of the events: what Defender did. */
const byAction: Readonly<Record<number, Threat['state']>> = {
  1: 'cleaned',
  2: 'quarantined',
  3: 'removed',
  6: 'allowed',
  9: 'detected',
  10: 'blocked',
}
const bySeverity: Readonly<Record<number, Threat['severity']>> = {
  1: 'low',
  2: 'moderate',
  4: 'high',
  5: 'severe',
}
const unresolved = new Set<Threat['state']>(['detected', 'failed', 'abandoned'])

export function decodeDetections(section: unknown): readonly Threat[] {
  return listOf(section, threatsMax).flatMap((row): Threat[] => {
    const { id, det, name, sev, active, at, status } = fieldsOf(row)
    const detectedMs = instantOf(at)
    const key = detectionKey(textOf(det), textOf(id), detectedMs)
    if (key === undefined) return []
    const state = byStatus[numberOf(status) ?? 0] ?? 'unknown'
    return [
      {
        id: key,
        product: defenderName,
        name: threatName(textOf(name)),
        severity: bySeverity[numberOf(sev) ?? 0] ?? 'unknown',
        state,
        detectedMs,
        active: unresolved.has(state) && flagOf(active) !== false,
      },
    ]
  })
}

/**
 * Events 1006 and 1116 (found), 1007 and 1117 (action taken), 1008, 1118 and 1119 (action failed) of
 * the Defender channel, by detection; a later event says what became of it.
 */
export function decodeDefenderEvents(section: unknown): readonly Threat[] {
  const found = new Map<string, Threat>()
  const events = listOf(section, eventsMax)
    .map((row) => fieldsOf(row))
    .sort((a, b) => (numberOf(a['rec']) ?? 0) - (numberOf(b['rec']) ?? 0))
  for (const { id, at, data } of events) {
    const fields = fieldsOf(data)
    const number = numberOf(id)
    const eventMs = instantOf(at)
    const detectedMs = instantOf(fields['Detection Time']) ?? eventMs
    const threatId = textOf(fields['Threat ID'])
    const key = detectionKey(textOf(fields['Detection ID']), threatId, detectedMs)
    if (number === undefined || key === undefined) continue
    const before = found.get(key)
    const state = stateOfEvent(number, numberOf(fields['State']), numberOf(fields['Action ID']))
    if (state === undefined) continue
    found.set(key, {
      id: key,
      product: defenderName,
      name: threatName(textOf(fields['Threat Name'])) ?? before?.name,
      severity: bySeverity[numberOf(fields['Severity ID']) ?? 0] ?? before?.severity ?? 'unknown',
      state,
      detectedMs: before?.detectedMs ?? detectedMs,
      active: unresolved.has(state),
    })
  }
  return [...found.values()]
}

/** The list knows the present state; events add what it no longer or not yet holds. */
export function mergeThreats(
  listed: readonly Threat[],
  events: readonly Threat[],
): readonly Threat[] {
  const merged = new Map(events.map((threat) => [threat.id, threat]))
  for (const threat of listed) {
    const event = merged.get(threat.id)
    merged.set(threat.id, {
      ...threat,
      name: threat.name ?? event?.name,
      severity: threat.severity === 'unknown' ? (event?.severity ?? 'unknown') : threat.severity,
      ...(threat.state === 'unknown' && event && { state: event.state, active: event.active }),
    })
  }
  return [...merged.values()]
}

function stateOfEvent(
  id: number,
  state: number | undefined,
  action: number | undefined,
): Threat['state'] | undefined {
  switch (id) {
    case 1006:
    case 1116:
      return 'detected'
    case 1007:
    case 1117:
      return byAction[action ?? 0] ?? byStatus[state ?? 0] ?? 'unknown'
    case 1008:
    case 1118:
    case 1119:
      return 'failed'
    default:
      return undefined
  }
}

/** Detection ids are GUIDs, written with braces in one place and without in the other. */
function detectionKey(
  detection: string | undefined,
  threatId: string | undefined,
  atMs: number | undefined,
): string | undefined {
  const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(
    detection ?? '',
  )?.[0]
  if (guid) return guid.toUpperCase()
  // The oldest events carry no id of the detection.
  return threatId && /^\d{1,20}$/.test(threatId) && atMs !== undefined
    ? `${threatId}@${new Date(atMs).toISOString()}`
    : undefined
}
