/** Shapes that stand beside the words: no state is told by colour alone. */
import type { Verdict } from '../collector/api/fact-views.ts'
import type { Severity } from '../collector/model/alerts.ts'
import type { Presence } from '../collector/model/hosts.ts'

const tones: Readonly<Record<Presence, string>> = {
  online: 'ok',
  off: 'off',
  off_assumed: 'off',
  asleep: 'off',
  power_lost: 'warn',
  unreachable: 'bad',
  site_down: 'bad',
  stale: 'warn',
  cut_off: 'warn',
  never_seen: 'off',
}

/** Drawn once on each page and used by name. */
export function Marks() {
  return (
    <svg class="hide" aria-hidden="true">
      <PresenceShapes />
      <AbsenceShapes />
      <SeverityShapes />
    </svg>
  )
}

function PresenceShapes() {
  return (
    <>
      <symbol id="online" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="5" />
      </symbol>
      <symbol id="off" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6" />
      </symbol>
      <symbol id="off_assumed" viewBox="0 0 12 12">
        <circle
          cx="6"
          cy="6"
          r="4.2"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-dasharray="2.2 2.2"
        />
      </symbol>
      <symbol id="asleep" viewBox="0 0 12 12">
        <path d="M8.5 10.6A5 5 0 1 1 5.4 1a4.4 4.4 0 0 0 5.1 7.6 5 5 0 0 1-2 2z" />
      </symbol>
      <symbol id="power_lost" viewBox="0 0 12 12">
        <path d="M7 0 2 7h3l-1 5 6-7H6z" />
      </symbol>
    </>
  )
}

/** Of those that are missing. */
function AbsenceShapes() {
  return (
    <>
      <symbol id="unreachable" viewBox="0 0 12 12">
        <path
          d="m2 2 8 8M10 2l-8 8"
          fill="none"
          stroke="currentColor"
          stroke-width="2.4"
          stroke-linecap="round"
        />
      </symbol>
      <symbol id="site_down" viewBox="0 0 12 12">
        <path
          d="M0 0h12v12H0zm3.2 2L2 3.200 4.800 6 2 8.800 3.200 10 6 7.200 8.800 10 10 8.800 7.200 6 10 3.200 8.800 2 6 4.800z"
          fill-rule="evenodd"
        />
      </symbol>
      <symbol id="stale" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6" />
        <path d="M6 1.800a4.200 4.200 0 0 1 0 8.400z" />
      </symbol>
      <symbol id="cut_off" viewBox="0 0 12 12">
        <path
          d="M1 6h3M8 6h3M5 2.500 7 9.500"
          fill="none"
          stroke="currentColor"
          stroke-width="1.800"
          stroke-linecap="round"
        />
      </symbol>
      <symbol id="never_seen" viewBox="0 0 12 12">
        <circle cx="2" cy="6" r="1.3" />
        <circle cx="6" cy="6" r="1.3" />
        <circle cx="10" cy="6" r="1.3" />
      </symbol>
    </>
  )
}

function SeverityShapes() {
  return (
    <>
      <symbol id="critical" viewBox="0 0 12 12">
        <path
          d="M3.500 0h5L12 3.500v5L8.500 12h-5L0 8.500v-5zM5 2.500v4.300h2V2.500zM5 8v1.900h2V8z"
          fill-rule="evenodd"
        />
      </symbol>
      <symbol id="warning" viewBox="0 0 12 12">
        <path
          d="M6 .5 12 11.500H0zM5.200 4v4h1.600V4zm0 4.800v1.500h1.600V8.800z"
          fill-rule="evenodd"
        />
      </symbol>
      <symbol id="info" viewBox="0 0 12 12">
        <path d="M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zM5 2v2h2V2zm0 3v5h2V5z" fill-rule="evenodd" />
      </symbol>
      <symbol id="done" viewBox="0 0 12 12">
        <path d="m1.500 6.500 3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" />
      </symbol>
    </>
  )
}

export function Mark({ name }: { readonly name: string }) {
  return (
    <svg class="m" aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  )
}

export function PresenceMark({
  presence,
  word,
}: {
  readonly presence: Presence
  readonly word: string
}) {
  return (
    <span class={`s ${tones[presence]}`}>
      <Mark name={presence} />
      {word}
    </span>
  )
}

export function presenceTone(presence: Presence): string {
  return tones[presence]
}

const severityTones: Readonly<Record<Severity, string>> = {
  critical: 'bad',
  warning: 'warn',
  info: 'note',
}
export function severityTone(severity: Severity): string {
  return severityTones[severity]
}
export function SeverityMark({
  severity,
  word,
}: {
  readonly severity: Severity
  readonly word: string
}) {
  return (
    <span class={`s ${severityTones[severity]}`}>
      <Mark name={severity} />
      {word}
    </span>
  )
}

/** Verdict, its shape and its tone; what does not concern a host has none. */
export const verdictMarks: readonly (readonly [Verdict, string, string])[] = [
  ['bad', 'critical', 'bad'],
  ['attention', 'warning', 'warn'],
  ['unknown', 'stale', 'warn'],
  ['silent', 'never_seen', 'off'],
  ['good', 'done', 'ok'],
]
