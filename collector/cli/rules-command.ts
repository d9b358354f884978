/** What the commands about rules have in common. */
import { InvalidArgumentError } from 'commander'
import type { Repositories } from '../repositories.ts'

export interface RulesCommandParts {
  readonly withRepositories: (work: (repositories: Repositories) => Promise<void>) => Promise<void>
  /** Where the collector listens. */
  readonly port: () => Promise<number>
}

/** How far back rules are tried. @throws InvalidArgumentError */
export function daysOf(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 14) return days
  throw new InvalidArgumentError('write a number of days from 1 to 14')
}
