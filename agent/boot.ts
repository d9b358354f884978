import type { Clock } from '../lib/clock.ts'
import type { GoodbyeReason } from './goodbye.ts'
import type { Host } from './host/host.ts'

/** A text that is new at each boot of the machine. */
export function bootId(host: Host, clock: Clock): string {
  try {
    return host.readTextNow('/proc/sys/kernel/random/boot_id').trim()
  } catch {
    // Elsewhere the time of the boot, in minutes, so that a small step of the clock is no boot.
    return `boot-${Math.round((clock.now() - clock.uptime()) / 60_000)}`
  }
}

/** Why the agent is being stopped, as far as the machine's own files tell. */
export function reasonForStop(host: Host): GoodbyeReason {
  try {
    const scheduled = host.readTextNow('/run/systemd/shutdown/scheduled')
    return scheduled.includes('MODE=reboot') ? 'restart' : 'shutdown'
  } catch {
    // Logins are closed at the beginning of every shutdown.
    return host.list('/run').includes('nologin') ? 'shutdown' : 'stop'
  }
}
