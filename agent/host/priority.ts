import os from 'node:os'

/** Below normal: an officer's work always goes first. False where the system does not allow it. */
export function lowerPriority(): boolean {
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
    return true
  } catch {
    return false
  }
}
