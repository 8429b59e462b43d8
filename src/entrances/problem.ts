/** Refusals and faults as problem+json (RFC 9457). A fault is told without a word of what went wrong inside. */
import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { fromDatabase, Refusal } from '#src/core/errors.ts'
import { describeFault, log } from '#src/core/log.ts'

/** What every request carries: its id, and the tail of handlers that ends in a problem. */
export interface Carried {
  Variables: { requestId: string; nonce?: string }
}

export function problem(context: Context<Carried>, thrown: unknown): Response {
  const error = fromDatabase(thrown)
  const requestId = context.get('requestId')
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal(
          500,
          'fault',
          'Something went wrong on our side. Nothing was stored; it can be tried again.',
        )
  if (refusal.status === 500) log('error', 'request.fault', { requestId, ...describeFault(error) })
  const { status, code, message: detail, errors, retryAfter } = refusal
  const title = STATUS_CODES[status] ?? 'Error'
  const body = { type: 'about:blank', title, status, detail, code, requestId, ...(errors ? { errors } : {}) }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(retryAfter ? { 'Retry-After': String(retryAfter) } : {}),
    },
  })
}
