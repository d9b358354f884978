/** Rows of root/SecurityCenter2: antivirus and firewall products that registered themselves. */
import { fieldsOf, flagOf, listOf, numberOf, textOf } from '../../parts/narrow.ts'
import { decodeProductState, type ProductState } from '../../parts/product-state.ts'

export interface RegisteredProduct extends ProductState {
  readonly name: string
  readonly isDefender: boolean
}

const defenderGuid = '{D68DDC3A-831F-4FAE-9E44-DA132C1ACF46}'
const productsMax = 16

/** The registered products; what an uninstalled product left behind is left out. */
export function decodeRegistered(section: unknown): readonly RegisteredProduct[] {
  const rows = listOf(section, productsMax).flatMap((row): Row[] => {
    const { name, guid, state, exe, exeMissing, ts } = fieldsOf(row)
    const number = numberOf(state)
    const decoded =
      number === undefined || number < 0
        ? { state: 'unknown' as const, definitions: undefined, ofWindows: false }
        : decodeProductState(number)
    const shown = textOf(name)
    if (shown === undefined) return []
    // Its program is gone and it does not run: nothing is left but the row.
    if (flagOf(exeMissing) === true && decoded.state !== 'on') return []
    const isDefender =
      textOf(guid)?.toUpperCase() === defenderGuid ||
      (textOf(exe)?.toLowerCase().startsWith('windowsdefender:') ?? false)
    const toldMs = Date.parse(textOf(ts) ?? '')
    return [{ product: { ...decoded, name: shown, isDefender }, exe: textOf(exe), toldMs }]
  })
  const same = Map.groupBy(rows, (row) => `${row.product.name} ${row.exe ?? ''}`.toLowerCase())
  return [...same.values()].flatMap(oneOf)
}

/**
 * An update of a product can leave its former row beside the new one: that is one product and no
 * rival. It is at work when one of them says so; where they disagree about the definitions, the row
 * that was written last knows.
 */
function oneOf(rows: readonly Row[]): readonly RegisteredProduct[] {
  const [newest] = rows.toSorted((a, b) => b.toldMs - a.toldMs)
  if (!newest) return []
  const product = rows.find(({ product: { state } }) => state === 'on')?.product ?? newest.product
  const agreed = rows.every((row) => row.product.definitions === product.definitions)
  const datesTold = rows.every(({ toldMs }) => Number.isFinite(toldMs))
  const known = agreed || datesTold ? newest.product.definitions : undefined
  return [{ ...product, definitions: known }]
}

interface Row {
  readonly product: RegisteredProduct
  readonly exe: string | undefined
  /** When the row was written; not a number where it is not told. */
  readonly toldMs: number
}
