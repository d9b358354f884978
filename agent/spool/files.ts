/** What the spool needs of the file system beside SQLite; the host's folder implements it. */
export interface SpoolFiles {
  exists(path: string): boolean
  /** Replaces what is at `to`. */
  move(from: string, to: string): void
  /** No error when there is no such file. */
  remove(path: string): void
  /** Space left for us on the disk that holds the path. */
  freeBytes(path: string): number
}
