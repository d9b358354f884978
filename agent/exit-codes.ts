/** How the program's commands end. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notEnrolled: 3, alreadyRunning: 4 } as const
