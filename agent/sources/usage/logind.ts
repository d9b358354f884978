/** A file of /run/systemd/sessions: what systemd-logind keeps of one session, as KEY=value lines. */
export interface LogindSession {
  readonly user: string
}

/** Undefined: no session of a person (a greeter, the manager of a user's services) or one that ends. */
export function parseLogindSession(text: string): LogindSession | undefined {
  const value = (key: string): string => new RegExp(`^${key}=(.{1,64})$`, 'm').exec(text)?.[1] ?? ''
  const person = /^user(?:-|$)/.test(value('CLASS')) && value('USER') !== ''
  return person && /^(?:active|online)$/.test(value('STATE')) ? { user: value('USER') } : undefined
}
