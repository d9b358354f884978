/** What became of one short message at the gateway. */
export type SmsOutcome =
  | { readonly type: 'taken'; readonly answer: string }
  | {
      readonly type: 'again'
      readonly why: 'unreachable' | 'later'
      readonly answer: string
      readonly afterMs?: number
    }
  | {
      readonly type: 'refused'
      /** `key` and `credit` hold up every message, the others this one. */
      readonly why: 'key' | 'credit' | 'number' | 'message'
      readonly answer: string
    }
