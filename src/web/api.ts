/**
 * How the browser speaks to the server: `api('GET /clients', { search: 'kat' })`. The string is the address, the same
 * that stands in the operation, in the network tab and in a search of the source; input and output are typed from it.
 */
import type { z } from 'zod'
import type { operations } from '#src/operations.ts'

type Operation = (typeof operations)[number]

/** Every address there is, with what goes in and what comes out. */
export type Api = {
  [O in Operation as Extract<O['route'], string>]: {
    input: z.input<O['input']>
    output: z.output<O['output']>
  }
}
export type Route = keyof Api
export type Input<R extends Route> = Api[R]['input']
export type Output<R extends Route> = Api[R]['output']
export type GetRoute = Extract<Route, `GET ${string}`>
export type DeedRoute = Exclude<Route, GetRoute>

export interface CallOptions {
  /** The version the person saw: a stale one is refused with 412 instead of overwriting someone. */
  version?: number
  /** One key for one submit: repeated with it, a POST is done once. Made here when left out. */
  once?: string
  /** Slug of the organization asked; the one in the address when left out. */
  organization?: string
  signal?: AbortSignal
}

/** What went wrong, as the server told it. Status 0: it could not be asked. */
export class Failure extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string | undefined
  readonly errors: readonly { path: string; message: string }[]
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined

  constructor(status: number, problem: Partial<Problem>, retryAfter?: number) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.name = 'Failure'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'unreachable' : 'unknown')
    this.detail = problem.detail ?? problem.title ?? ''
    this.requestId = problem.requestId
    this.errors = problem.errors ?? []
    this.retryAfter = retryAfter
  }

  /** True when nothing is known about the outcome or the server asked for patience: worth trying again. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 502
  }
}

interface Problem {
  title: string
  detail: string
  code: string
  requestId: string
  errors: { path: string; message: string }[]
}

export const base = '/api/v1'
const patience = 30_000

/**
 * The organization whose page is open: `/o/:slug/…`. Its privacy page is for everybody, also for who is not in it,
 * so there one is in none.
 */
export function organizationInAddress(path = window.location.pathname) {
  return /^\/o\/([^/]+)(?!\/privacy\/?$)(?=\/|$)/.exec(path)?.[1]
}

/** Calls an operation by its address. Throws `Failure`. */
export async function api<R extends Route>(
  route: R,
  input: Input<R>,
  options: CallOptions = {},
): Promise<Output<R>> {
  return (await request(route, input as Record<string, unknown>, options)) as Output<R>
}

/** The call without types, for the entrances that are no operations (session). Everything else uses `api`. */
export async function request(route: string, input: Record<string, unknown> = {}, options: CallOptions = {}) {
  const [method = 'GET', pattern = '/'] = route.split(' ')
  const { path, rest } = fillPath(pattern, input)
  const headers: Record<string, string> = { Accept: 'application/json' }
  const organization = options.organization ?? organizationInAddress()
  if (organization) headers['UpCRM-Organization'] = organization
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`
  if (method === 'POST') headers['Idempotency-Key'] = options.once ?? newKey()
  const withBody = method !== 'GET' && method !== 'DELETE'
  if (withBody) headers['Content-Type'] = 'application/json'
  const url = base + path + (withBody ? '' : queryString(rest))
  const timeout = AbortSignal.timeout(patience)
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(withBody && { body: JSON.stringify(rest) }),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new Failure(0, {})
  }
  return answer(response, method)
}

async function answer(response: Response, method: string): Promise<unknown> {
  if (response.status === 204) return undefined
  const body = await response.json().catch(() => null)
  if (response.ok) return body
  // A read that nobody may make leads to the door; a write stays, so that what was typed is not lost.
  if (response.status === 401 && method === 'GET' && organizationInAddress()) leaveForSignIn()
  const wait = Number(response.headers.get('Retry-After'))
  throw new Failure(response.status, problemOf(body), Number.isFinite(wait) && wait > 0 ? wait : undefined)
}

/** The problem in an answer of any shape: a proxy in between may speak HTML. */
export function problemOf(body: unknown): Partial<Problem> {
  return body !== null && typeof body === 'object' ? (body as Partial<Problem>) : {}
}

/** Goes to the sign-in page with the way back. A full load, so that nothing of this person stays in memory. */
export function leaveForSignIn() {
  const { pathname, search } = window.location
  if (pathname === '/sign-in') return
  window.location.assign(`/sign-in?returnTo=${encodeURIComponent(pathname + search)}`)
}

/** Puts `:name` parts of the address in place and returns what is left of the input. */
function fillPath(pattern: string, input: Record<string, unknown>) {
  const rest = { ...input }
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

function queryString(values: Record<string, unknown>) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one))
    }
  }
  return query.size > 0 ? `?${query}` : ''
}

/** A random key; `crypto.randomUUID` is missing on plain http in a local network. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
