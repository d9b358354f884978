/** Section `software`: the lists from which Windows uninstalls (both registry views). */
import type { WindowsFacts } from '../../../host/windows/facts.ts'
import { fieldsOf, listOf, textOf } from '../../parts/narrow.ts'
import { section } from '../../parts/section-answer.ts'
import { softwareFacts, softwareUnknown, type SoftwareFacts } from '../software.ts'

const rowsMax = 1000

export function windowsSoftware(facts: WindowsFacts): SoftwareFacts {
  const answer = section(facts, 'software')
  if (answer.failed !== undefined) return softwareUnknown(answer.failed)
  if (!answer.asked) return {}
  const rows = listOf(answer.value, rowsMax).map(fieldsOf)
  return softwareFacts(
    rows.flatMap((row) => {
      const name = textOf(row['n'])
      return name === undefined
        ? []
        : [{ name, version: textOf(row['v']), publisher: textOf(row['p']) }]
    }),
  )
}
