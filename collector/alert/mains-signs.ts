/** Which power supplies last said that they run on battery: the best sign of a power cut. */
import type { AlertRecord } from '../model/alerts.ts'

/** Told by the supply itself, or by the computer at its cable. */
const onBatteryRule = 'ups-on-battery'

/** Kept by the alerts of the rule: what vanished on battery stays so until it is heard on mains. */
export class MainsSigns {
  readonly #hosts = new Map<string, { readonly hostId: string; readonly sinceMs: number }>()
  constructor(open: Iterable<AlertRecord>) {
    for (const alert of open) this.note(alert)
  }
  note({ id, ruleId, hostId, openedAtMs, clearedAtMs }: AlertRecord): void {
    if (ruleId !== onBatteryRule || hostId === null) return
    if (clearedAtMs === null) this.#hosts.set(id, { hostId, sinceMs: openedAtMs })
    else this.#hosts.delete(id)
  }
  /** Ids of hosts with a supply that went on battery after that instant. */
  hostIds(afterMs: number): ReadonlySet<string> {
    const lately = [...this.#hosts.values()].filter(({ sinceMs }) => sinceMs > afterMs)
    return new Set(lately.map(({ hostId }) => hostId))
  }
}
