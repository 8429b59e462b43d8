/** A call as it goes over HTTP: made from an operation and its input, and with one id in it exchanged for another. */
import { z } from 'zod'
import type { SiteAnswer, SiteRequest, TestSite } from '#db/test-site.ts'
import type { AnyOperation } from '#src/core/operation.ts'
import type { Permission } from '#src/core/permissions.ts'
import { newId } from '#src/core/record.ts'
import { statusOf } from './operation-routes.ts'

export interface Call {
  name: string
  /** `POST /invoices/:id/send`, below the API's base. */
  route: string
  kind: 'read' | 'write' | 'reach'
  scope: 'organization' | 'account'
  permission: Permission
  /** Of its success. */
  status: number
}

/** What a call is made with: names and values of path, query and body. A file is sent as a form. */
export type Input = Record<string, unknown>

export const callOf = ({ name, route, kind, scope, permission, output }: AnyOperation): Call => ({
  name,
  route: route ?? '',
  kind,
  scope: scope ?? 'organization',
  permission,
  status: output instanceof z.ZodNull ? 204 : statusOf(name, output),
})

/** Makes the call and reads the whole answer. */
export function send(
  site: TestSite,
  { route }: Call,
  input: Input,
  who: Pick<SiteRequest, 'cookie' | 'organization'>,
): Promise<SiteAnswer> {
  const [method = '', pattern = ''] = route.split(' ')
  const rest = { ...input }
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    delete rest[name]
    return encodeURIComponent(String(input[name]).toWellFormed())
  })
  if (method === 'GET') return site.ask(method, `${path}${queryOf(rest)}`, who)
  if (rest.file instanceof File) {
    const form = new FormData()
    form.set('file', rest.file)
    return site.ask(method, path, { ...who, body: form })
  }
  return site.ask(method, path, { ...who, ...(Object.keys(rest).length > 0 ? { body: rest } : {}) })
}

function queryOf(values: Input): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) query.append(name, String(one))
  return query.size > 0 ? `?${query}` : ''
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Fields that lead to something without being a UUID. */
const leading = new Set(['cursor', 'token'])

export type Place = readonly (string | number)[]

/** Where an input names something that exists: every UUID, cursor and token, lists included. */
export function idsIn(value: unknown, at: Place = []): Place[] {
  if (typeof value === 'string')
    return uuid.test(value) || leading.has(String(at.findLast((step) => typeof step === 'string')))
      ? [at]
      : []
  if (Array.isArray(value)) return value.flatMap((one, i) => idsIn(one, [...at, i]))
  if (typeof value !== 'object' || value === null || value instanceof File) return []
  return Object.entries(value).flatMap(([name, one]) => idsIn(one, [...at, name]))
}

export const valueAt = (value: unknown, at: Place): unknown =>
  at.reduce((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value)

/** The input with another value in one place. */
export function withValue<T>(value: T, [step, ...rest]: Place, replacement: unknown): T {
  if (step === undefined) return replacement as T
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>
  copy[step] = withValue(copy[step], rest, replacement)
  return copy as T
}

/** The same kind of thing, of nobody. */
export const nobodysLike = (value: unknown): string =>
  uuid.test(String(value)) ? newId() : Buffer.from('["of nobody"]').toString('base64url')

/** All that an answer says, but for what differs from request to request. */
export function said({ status, headers, text }: SiteAnswer): Record<string, unknown> {
  const lines = [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')
  return { status, headers: Object.fromEntries(lines), text: text.replace(/"requestId":"[^"]*"/, '') }
}

/** Everything of an answer that somebody could read a word in. */
export const wholeText = ({ headers, text }: SiteAnswer): string =>
  `${[...headers].map((line) => line.join(': ')).join('\n')}\n${text}`.toLowerCase()
