import { NoSuchHost, Refused } from '../guard.ts'
import { CheckTimeout } from './dial.ts'

/** What every check can meet before its protocol begins. */
export type CommonFault = 'timeout' | 'no_such_host' | 'refused_here' | 'connection_failed'

export function faultOf(error: unknown): CommonFault {
  if (error instanceof CheckTimeout) return 'timeout'
  if (error instanceof NoSuchHost) return 'no_such_host'
  if (error instanceof Refused) return 'refused_here'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ETIMEDOUT' ? 'timeout' : 'connection_failed'
}

/** Whether it says something of the target. */
export function isUnknown(result: string): boolean {
  return result === 'no_egress' || result === 'refused_here'
}

/** For `CheckMemory.note`. */
export function goodness(result: string): boolean | undefined {
  return isUnknown(result) ? undefined : result === 'success'
}
