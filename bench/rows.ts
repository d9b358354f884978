/** One measured figure. Names, units and targets of budgets stand in budgets.json. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What ran beside it in the same run. */
  readonly comparedWith?: string
  /** value / the other's value. */
  readonly ratio?: number
}

export interface Budget {
  readonly name: string
  readonly unit: string
  readonly target: number
  readonly comparison: '<=' | '>='
}

/** A figure held against its budget; figures without a budget are for information. */
export interface JudgedRow {
  readonly name: string
  readonly value: number | null
  readonly unit: string
  readonly target: number | null
  readonly comparison: '<=' | '>=' | null
  readonly met: boolean | null
  readonly comparedWith: string | null
  readonly ratio: number | null
}

/** `met` is computed here and nowhere else; a budget that nothing measured is not met. */
export function judge(rows: readonly BenchRow[], budgets: readonly Budget[]): JudgedRow[] {
  const judged = budgets.map((budget) => {
    const row = rows.find(({ name }) => name === budget.name)
    if (row && row.unit !== budget.unit) {
      throw new Error(`${row.name} was measured in ${row.unit}, its budget is in ${budget.unit}`)
    }
    return judgedRow(budget.name, budget.unit, row, budget)
  })
  const others = rows.filter(({ name }) => !budgets.some((budget) => budget.name === name))
  return [...judged, ...others.map((row) => judgedRow(row.name, row.unit, row, undefined))]
}

function judgedRow(
  name: string,
  unit: string,
  row: BenchRow | undefined,
  budget: Budget | undefined,
): JudgedRow {
  const value = row && Number.isFinite(row.value) ? row.value : null
  return {
    name,
    value,
    unit,
    target: budget?.target ?? null,
    comparison: budget?.comparison ?? null,
    met: budget ? value !== null && holds(value, budget) : null,
    comparedWith: row?.comparedWith ?? null,
    ratio: row?.ratio ?? null,
  }
}

function holds(value: number, { comparison, target }: Budget): boolean {
  return comparison === '<=' ? value <= target : value >= target
}
