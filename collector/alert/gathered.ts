/** All that is to become durable in one transaction, and what is settled by it. */
import type { EngineBatch } from '../state/alert-engine.ts'
import { written } from './engine-memory.ts'
import type { Judge } from './judge.ts'
import type { PresenceBoard } from './presence-board.ts'

export interface Gathered {
  readonly batch: EngineBatch
  /** It is durable. Presence may have changed more meanwhile: only what was written is settled. */
  settle(): void
  /** It could not be written: it is gathered again. */
  giveBack(): void
}

export function gather(
  judge: Judge,
  board: PresenceBoard,
  rest: { readonly cursor: number; readonly nowMs: number },
  isKnown: (hostId: string) => boolean,
): Gathered {
  const dirty = new Set([...judge.takeDirty()].filter(isKnown))
  const changes = [...judge.changes()]
  const folds = [...board.folds()]
  const members = [...board.members()]
  const states = written(judge, board, dirty)
  return {
    batch: { ...rest, states, changes, folds, members },
    settle: () => {
      judge.settle(changes.length)
      board.settle(folds.length, members.length)
    },
    giveBack: () => {
      for (const id of dirty) judge.markDirty(id)
    },
  }
}
