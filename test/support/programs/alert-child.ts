/**
 * A collector's alert part in a process of its own that dies by SIGKILL at the n-th step between
 * commit and sent mail. Arguments: folder, step (0: never), `all` to count every durable call.
 */
import { systemClock } from '../../../lib/system-clock.ts'
import { alertCollector } from '../alert-collector.ts'
import { rulesOf } from '../alert-scene.ts'

const [folder = '', step = '0', which] = process.argv.slice(2)
/** Calls that change something durable or go out; the process may die before and after each. */
const counted: Readonly<Record<string, readonly string[]>> =
  which === 'all'
    ? {
        engine: ['load', 'commit', 'tick'],
        outbox: ['reclaim', 'due', 'claim', 'sent', 'mergeOld'],
        smtp: ['send'],
      }
    : { engine: ['commit'], outbox: ['claim', 'sent'], smtp: ['send'] }
let passed = 0
function mayDie(where: string): void {
  if (++passed !== Number(step)) return
  process.stdout.write(`${where}\n`, () => process.kill(process.pid, 'SIGKILL'))
  // Nothing further happens while the last words are written.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  process.kill(process.pid, 'SIGKILL')
}
function wrap<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      const call = member.bind(target) as (...args: unknown[]) => unknown
      if (!counted[name]?.includes(String(key))) return call
      return async (...args: unknown[]) => {
        mayDie(`before ${name}.${String(key)}`)
        const answer = await call(...args)
        mayDie(`after ${name}.${String(key)}`)
        return answer
      }
    },
  })
}

const rules = `
- { id: disk, text: disk-full, kind: threshold, object: [path], select: { measurement: disk }, critical: { when: { field: used_percent, above: 95 } } }
`
const collector = await alertCollector({ folder, clock: systemClock, rules: rulesOf(rules), wrap })
await collector.notifier.start()
await collector.engine.start()
await collector.settled()
await collector.close()
process.stdout.write(`done ${passed}\n`)
