/** What a system tells of its use; each part known, or unknown with its reason. */
import { NotPresent, Unknown, type UnknownReason } from '../../host/host.ts'

export interface Sessions {
  readonly count: number
  readonly inUse: boolean
  readonly users: readonly string[]
}
export type Told<T> = { readonly value: T } | { readonly unknown: UnknownReason }

export interface UsageFacts {
  readonly sessions: Told<Sessions>
  readonly logons: Told<number>
  readonly failed: Told<number>
}

export const dayMs = 86_400_000

/** The answer, or why there is none. */
export async function told<T>(read: () => Promise<T>): Promise<Told<T>> {
  try {
    return { value: await read() }
  } catch (error) {
    if (error instanceof Unknown) return { unknown: error.reason }
    if (error instanceof NotPresent) return { unknown: 'not_supported' }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EACCES' || code === 'EPERM') return { unknown: 'no_privilege' }
    throw error
  }
}
