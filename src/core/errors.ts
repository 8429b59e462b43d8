/** Promise: whatever goes wrong becomes one sentence a person can act on, and never a stack, SQL or a path. */

export interface FieldError {
  /** Where in the input, e.g. `lines.2.quantity`. */
  path: string
  message: string
}

/** An answer of "no" that is part of the product. Everything else that is thrown is a fault and becomes a 500. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldError[] | undefined
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { errors?: FieldError[]; retryAfter?: number } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.errors = more.errors
    this.retryAfter = more.retryAfter
  }
}

export const nobody = () => new Refusal(401, 'sign_in_required', 'Sign in to do this.')

export const forbidden = (detail = 'Your role in this organization does not allow this.') =>
  new Refusal(403, 'forbidden', detail)

/** The same answer for what does not exist and for what belongs to somebody else. */
export const notFound = (path?: string) =>
  new Refusal(404, 'not_found', 'It is not there, or it is not yours.', {
    ...(path ? { errors: [{ path, message: 'It is not there, or it is not yours.' }] } : {}),
  })

/** The record's state forbids it: `conflict('last_owner', 'An organization needs at least one owner.')`. */
export const conflict = (code: string, detail: string) => new Refusal(409, code, detail)

export const stale = () =>
  new Refusal(412, 'stale', 'Someone else changed this in the meantime. Load it again to see what is new.')

/** Understood but not valid; one field. */
export const invalid = (path: string, message: string) => invalidFields([{ path, message }])

export const invalidFields = (errors: FieldError[]) =>
  new Refusal(422, 'invalid', errors.length === 1 ? errors[0]!.message : 'Some fields need another look.', {
    errors,
  })

export const busy = () =>
  new Refusal(503, 'unavailable', 'The database does not answer at the moment. Nothing was stored.', {
    retryAfter: 2,
  })

interface DatabaseFault {
  code?: string
  message?: string
}

/** Translates what Postgres or the connection to it said; anything unknown is returned as it came. */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error
  const { code, message = '' } = error as DatabaseFault
  if (code === '22021' || code === '22P05')
    return invalidFields([{ path: '', message: 'The text holds a character that cannot be stored.' }])
  if (code === '22008' || code === '22007')
    return invalidFields([{ path: '', message: 'A day or moment is out of range.' }])
  if (code === '22003') return invalidFields([{ path: '', message: 'A number is too large.' }])
  // It was there when it was looked for; whoever deletes for good was quicker.
  if (code === '23503') return notFound()
  if (code === '42501') return forbidden('This record is not yours to change in that way.')
  if (code && /^(08|57P0|53|40|55P03|57014)/.test(code)) return busy()
  if (
    !code &&
    /Connection terminated|timeout exceeded when trying to connect|Client was closed|not queryable/.test(
      message,
    )
  )
    return busy()
  if (code && /^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)) return busy()
  return error
}
