/** Words that the families of network checks share. */
import type { IntegerField, Tag } from './grammar.ts'

export const checkTag = {
  help: 'The check, as the officer calls it',
} as const satisfies Tag

export const failsField = {
  kind: 'integer',
  unit: 'count',
  min: 0,
  help: 'Failures in a row; 0 again after two good answers in a row',
  since: '0.3',
} as const satisfies IntegerField

/** No failure of the target: the poller itself is cut off, or may not look there. */
export const unknownResults = { no_egress: 90, refused_here: 91 } as const
