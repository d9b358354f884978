/** `ufw status verbose`, in the C locale. */
export interface UfwStatus {
  readonly active: boolean
  /** What happens to an incoming connection that no rule names; undefined: not told. */
  readonly incoming: 'deny' | 'reject' | 'allow' | undefined
}

/** Undefined when it is no status: not root, or no output. */
export function decodeUfwStatus(output: string): UfwStatus | undefined {
  const text = output.slice(0, 65_536)
  const status = /^Status: (active|inactive)\s*$/m.exec(text)?.[1]
  if (status === undefined) return undefined
  const incoming = /^Default: (deny|reject|allow) \(incoming\)/m.exec(text)?.[1]
  return {
    active: status === 'active',
    incoming:
      incoming === 'deny' || incoming === 'reject' || incoming === 'allow' ? incoming : undefined,
  }
}
