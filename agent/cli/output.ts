/** What a command prints and how it ends; tests and the entry give their own. */
export interface CommandOutput {
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
  readonly exit: (code: number) => void
}
