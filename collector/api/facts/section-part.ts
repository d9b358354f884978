/** One measurement of a section: its fields, as a list of facts or as a table of several things. */
export interface Part {
  readonly measurement: string
  /** Tags that name each of several; without any it is shown as a list of facts. */
  readonly by: readonly string[]
  readonly fields: readonly string[]
}

export const one = (measurement: string, ...fields: string[]): Part => ({
  measurement,
  by: [],
  fields,
})
export const each = (measurement: string, by: readonly string[], ...fields: string[]): Part => ({
  measurement,
  by,
  fields,
})
