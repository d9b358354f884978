/** How a program that the agent may start is declared. */
export interface Program {
  /**
   * Absolute. On Windows it may begin with `%SystemRoot%`, `%ProgramFiles%` or `%ProgramData%`,
   * which the door fills in.
   */
  readonly path: string
  /** What the agent learns from it. */
  readonly gives: string
  /** Each form of arguments, whole: fixed words, and words of a checked shape. */
  readonly arguments: readonly (readonly Word[])[]
  /** Environment variables that may be given to it, by name. */
  readonly environment?: readonly string[]
}

export type Word = string | ShapedWord
/** A word that differs from computer to computer: `<device>` in the docs. */
export interface ShapedWord {
  readonly name: string
  /** The whole word; anchored by the check itself. */
  readonly shape: RegExp
  /** The last word may stand once to so many times, as a list of addresses does. */
  readonly most?: number
}
