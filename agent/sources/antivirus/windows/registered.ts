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
  return listOf(section, productsMax).flatMap((row): RegisteredProduct[] => {
    const { name, guid, state, exe, exeMissing } = fieldsOf(row)
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
    return [{ ...decoded, name: shown, isDefender }]
  })
}
