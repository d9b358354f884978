/** What the script prints: one JSON object a line. Outside text, so nothing in it is believed. */
import type { WindowsError, WindowsFacts } from './facts.ts'

export interface WindowsAnswer {
  readonly whoami: WindowsFacts['whoami']
  readonly sections: Readonly<Record<string, unknown>>
  readonly errors: Readonly<Record<string, WindowsError>>
  readonly durations: Readonly<Record<string, number>>
  /** The section that was being read when the output ended. */
  readonly unfinished: string | undefined
  /** The script came to its end. */
  readonly done: boolean
}

const depthMax = 16
const textMax = 500
const nameShape = /^[\w:/ .-]{1,120}$/
type Row = Readonly<Record<string, unknown>>

/** Undefined when not even the first line came. */
export function parseAnswer(text: string): WindowsAnswer | undefined {
  let whoami: WindowsFacts['whoami'] | undefined
  let unfinished: string | undefined
  let done = false
  const sections: Record<string, unknown> = {}
  const errors: Record<string, WindowsError> = {}
  const durations: Record<string, number> = {}
  for (const row of rowsOf(text)) {
    const name = row['s']
    if (isRow(row['whoami'])) whoami = toWhoami(row['whoami'])
    if (row['done'] === true) {
      done = true
      if (isRow(row['err'])) Object.assign(errors, toErrors(row['err']))
    }
    if (typeof name !== 'string' || !nameShape.test(name) || name === '__proto__') continue
    unfinished = row['begun'] === true ? name : undefined
    if (row['begun'] === true) continue
    durations[name] = typeof row['ms'] === 'number' ? Math.max(0, Math.round(row['ms'])) : 0
    if (isRow(row['err'])) errors[name] = toError(row['err'])
    else if ('v' in row) sections[name] = normal(row['v'], 0)
  }
  return (
    whoami && {
      whoami,
      sections,
      errors,
      durations,
      unfinished: done ? undefined : unfinished,
      done,
    }
  )
}

/** A console may have wrapped a line; a policy may have printed something of its own behind it. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = []
  // Every object of the script begins with one of its own keys, in whatever order.
  for (const part of text.split(/\r?\n(?=\{"(?:s|ms|v|begun|err|done|tier|whoami)":)/)) {
    const start = part.slice(Math.max(0, part.indexOf('{')))
    const row = parsed(start.replace(/[\r\n]+/g, '')) ?? parsed(start.split(/[\r\n]/, 1)[0] ?? '')
    if (row) rows.push(row)
  }
  return rows
}

function parsed(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRow(value) ? value : undefined
  } catch {
    // Half a line, or something that a policy or a profile printed.
    return undefined
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toWhoami(told: Row): WindowsFacts['whoami'] {
  return {
    system: told['system'] === true,
    admin: told['admin'] === true,
    language: text(told['lang']),
    powershell: text(told['ps']),
    languageMode: text(told['clm']),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, textMax) : ''
}

function toErrors(told: Row): Record<string, WindowsError> {
  const errors: Record<string, WindowsError> = {}
  for (const [name, error] of Object.entries(told)) {
    if (nameShape.test(name) && name !== '__proto__' && isRow(error)) errors[name] = toError(error)
  }
  return errors
}

function toError(told: Row): WindowsError {
  return {
    hr: text(told['hr']) || undefined,
    fq: text(told['fq']) || undefined,
    message: text(told['msg']) || undefined,
  }
}

/**
 * What PowerShell 5.1 makes of some values, put right: dates as `/Date(1700000000000)/`, lists that
 * were wrapped as `{"value": [], "Count": 0}`, texts with notes about their origin.
 */
function normal(value: unknown, depth: number): unknown {
  if (depth > depthMax) return null
  if (typeof value === 'string') return dateOf(value) ?? value
  if (Array.isArray(value)) return value.map((one) => normal(one, depth + 1))
  if (!isRow(value)) return value
  if (Array.isArray(value['value']) && 'Count' in value) return normal(value['value'], depth + 1)
  if (typeof value['value'] === 'string' && ('PSPath' in value || 'DateTime' in value)) {
    return normal(value['value'], depth + 1)
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, normal(one, depth + 1)]),
  )
}

function dateOf(value: string): string | undefined {
  const found = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(value)
  return found ? new Date(Number(found[1])).toISOString() : undefined
}
