/** A form that came back, and what may be wrong in it. Types only. */

export type FieldError =
  | 'required'
  | 'too_long'
  | 'too_short'
  | 'mismatch'
  | 'bad_address'
  | 'bad_number'
  | 'bad_phone'
  | 'bad_url'
  | 'bad_host'
  | 'bad_folder'
  | 'bad_time'
  | 'bad_order'
  | 'bad_date'
  | 'bad_zone'
  | 'bad_subnet'
  | 'bad_choice'
  | 'bad_size'
  | 'bad_name'
  | 'taken'
  | 'bad_csv'
  | 'bad_cron'
  | 'last_admin'
  | 'is_past'
  | 'ends_before'
  | 'only_one'
  | 'unknown_name'
  | 'too_long_time'
  | 'too_many'

/** A form that came back: what was typed, and what is wrong with it by field name. */
export interface FormState {
  readonly form: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, FieldError>>
}
