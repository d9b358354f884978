/** Which power supplies last said that they run on battery: the best sign of a power cut. */
import type { AlertRecord } from '../model.ts'

/** Told by the supply itself, or by the computer at its cable. */
const onBatteryRule = 'ups-on-battery'

/** Kept by the alerts of the rule: what vanished on battery stays so until it is heard on mains. */
export class MainsSigns {
  readonly #hosts = new Map<string, string>()
  constructor(open: Iterable<AlertRecord>) {
    for (const alert of open) this.note(alert)
  }
  note({ id, ruleId, hostId, clearedAtMs }: AlertRecord): void {
    if (ruleId !== onBatteryRule || hostId === null) return
    if (clearedAtMs === null) this.#hosts.set(id, hostId)
    else this.#hosts.delete(id)
  }
  /** Ids of hosts with a supply on battery. */
  hostIds(): ReadonlySet<string> {
    return new Set(this.#hosts.values())
  }
}
