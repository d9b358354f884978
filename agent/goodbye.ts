import type { goodbyeReasons } from '../contract/wire/messages.ts'

export type GoodbyeReason = (typeof goodbyeReasons)[number]
