import { NotPresent, Unknown, type UnknownReason } from '../../host/host.ts'
import type { WindowsFacts } from '../../host/windows/facts.ts'
import { windowsSection } from './windows-section.ts'

/** One section of the Windows query as a value, for subjects that put several together. */
export interface Answer {
  /** False: the question does not apply to this computer, or was not put. */
  readonly asked: boolean
  readonly value?: unknown
  /** The question was put and failed. */
  readonly failed?: UnknownReason
}

export function section(facts: WindowsFacts, name: string): Answer {
  try {
    return { asked: true, value: windowsSection(facts, name) }
  } catch (error) {
    if (error instanceof NotPresent) return { asked: false }
    if (error instanceof Unknown) return { asked: true, failed: error.reason }
    throw error
  }
}
