/** Reads a posted form: each value is checked once here, faults are gathered by field. */
import { oneOf } from './choices.ts'
import type { FieldError, FormState } from './page-views.ts'

export type FormBody = Readonly<Record<string, string>>

export class Form {
  readonly #body: FormBody
  readonly #errors: Record<string, FieldError> = {}

  constructor(body: FormBody) {
    this.#body = body
  }
  get failed(): boolean {
    return Object.keys(this.#errors).length > 0
  }
  /** The value as typed, cut at 64 KiB by the body's limit, '' when it is not there. */
  raw(name: string): string {
    return this.#body[name] ?? ''
  }
  fail(name: string, error: FieldError): void {
    this.#errors[name] ??= error
  }
  /** Trimmed, on one line, at most so many characters. */
  text(name: string, charactersMax: number): string {
    const text = this.raw(name).replace(/\s+/g, ' ').trim()
    if (text.length > charactersMax) this.fail(name, 'too_long')
    return text
  }
  required(name: string, charactersMax: number): string {
    const text = this.text(name, charactersMax)
    if (text === '') this.fail(name, 'required')
    return text
  }
  choice<T extends string>(name: string, set: readonly T[], otherwise: T): T {
    const chosen = oneOf(set, this.raw(name))
    if (chosen === undefined) this.fail(name, 'bad_choice')
    return chosen ?? otherwise
  }
  /** One of the ids, or null when none was chosen. */
  reference(name: string, known: readonly { readonly id: string }[]): string | null {
    const id = this.raw(name)
    if (id === '') return null
    if (!known.some((one) => one.id === id)) this.fail(name, 'bad_choice')
    return id
  }
  whole(name: string, min: number, max: number): number {
    const text = this.raw(name).trim()
    const value = Number(text)
    if (!/^\d{1,9}$/.test(text) || value < min || value > max) this.fail(name, 'bad_number')
    return value
  }
  checked(name: string): boolean {
    return this.raw(name) !== ''
  }
  mailAddress(name: string): string {
    const address = this.required(name, 254)
    if (address !== '' && !isMailAddress(address)) this.fail(name, 'bad_address')
    return address
  }
  /** hh:mm. */
  time(name: string): string {
    const time = this.raw(name).trim()
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) this.fail(name, 'bad_time')
    return time
  }
  /** What the page shows again; secrets are never sent back. */
  state(form: string): FormState {
    const values: Record<string, string> = {}
    for (const [name, value] of Object.entries(this.#body))
      if (!/password|csrf/.test(name)) values[name] = value
    return { form, values, errors: this.#errors }
  }
}

/** Good enough to catch a slip of the hand; the mail server is the judge. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]+$/.test(text)
}

/** Fields of a urlencoded body; of a repeated field the last counts. */
export function formBody(body: unknown): FormBody {
  const fields: Record<string, string> = {}
  if (typeof body !== 'object' || body === null) return fields
  for (const [name, value] of Object.entries(body)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') fields[name] = last
  }
  return fields
}
