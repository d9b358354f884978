/** Faults of /api/v1: each has a code, a sentence and what to do. */
export const apiErrors = {
  not_signed_in: {
    status: 401,
    message: 'No valid bearer token came with this request.',
    action: 'Send "Authorization: Bearer TOKEN"; make one with "mlinzi token create".',
  },
  forbidden: {
    status: 403,
    message: 'This token may not do that.',
    action: 'Use a token of a role that may: officer or admin.',
  },
  not_found: {
    status: 404,
    message: 'There is no such thing.',
    action: 'Look up ids with GET /api/v1/hosts or in /api/v1/openapi.json.',
  },
  bad_request: {
    status: 400,
    message: 'A parameter is missing or wrong.',
    action: 'Compare the request with /api/v1/openapi.json.',
  },
  too_many_points: {
    status: 400,
    message: 'The answer would have too many points.',
    action: 'Ask for a shorter time or a longer step.',
  },
  too_many_requests: {
    status: 429,
    message: 'Too many requests came from this address.',
    action: 'Wait for as many seconds as the Retry-After header says.',
  },
  internal: {
    status: 500,
    message: 'The collector could not answer.',
    action: 'Try again; if it stays so, look into the collector’s log.',
  },
} as const
export type ApiErrorCode = keyof typeof apiErrors

export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ApiErrorCode
  /** What exactly was wrong, when more can be said than the code does. */
  readonly detail: string | undefined
  constructor(code: ApiErrorCode, detail?: string) {
    super(detail ?? apiErrors[code].message)
    this.code = code
    this.detail = detail
  }
}

export function errorBody(code: ApiErrorCode, detail?: string) {
  const { message, action } = apiErrors[code]
  return { code, message: detail ?? message, action }
}
