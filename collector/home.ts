import path from 'node:path'
import { restoredFile } from './state/backup.ts'

/** Where the collector keeps what. Everything lies below one folder, which a backup can name. */
export interface CollectorHome {
  readonly folder: string
  readonly config: string
  readonly state: string
  readonly series: string
  /** The office's certificate authority. */
  readonly authority: string
  /** Key of the encrypted settings; kept apart from the state file. */
  readonly keys: string
  /** The officer's own rules, beside the shipped ones. */
  readonly rules: string
  /** An office's own table of end-of-support dates; the shipped one where there is none. */
  readonly supportTable: string
  readonly backups: string
  /** Takes up room that is given back when the disk is full. */
  readonly reserve: string
  /** There from a restore until the agents had time to report. */
  readonly restored: string
}

/** @param root MLINZI_HOME; the agent has a folder of its own beside the collector's. */
export function collectorHome(root: string): CollectorHome {
  const folder = path.join(root, 'collector')
  const at = (name: string): string => path.join(folder, name)
  return {
    folder,
    config: at('collector.yaml'),
    state: at('state.sqlite'),
    series: at('series.sqlite'),
    authority: at('ca'),
    keys: folder,
    rules: at('rules'),
    supportTable: at('end-of-support.yaml'),
    backups: at('backups'),
    reserve: at('reserve'),
    restored: at(restoredFile),
  }
}
