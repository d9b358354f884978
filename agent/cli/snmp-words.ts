/** Options of the commands that ask devices, as they are written. */

export interface AccessWords {
  readonly port?: string
  readonly snmpVersion?: string
  readonly user?: string
  readonly auth?: string
  readonly priv?: string
  readonly context?: string
  readonly profile?: string
  readonly timeout?: string
}
export interface WalkWords extends AccessWords {
  readonly record?: string | true
  readonly whole?: true
}
