/** Every operation with a route, on HTTP: address, query and headers in; status, version and problem out. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { invalid, notFound, Refusal } from '#src/core/errors.ts'
import type { Actor, AnyOperation, Channel } from '#src/core/operation.ts'
import type { Circumstances, Run } from '#src/core/run.ts'
import { readJson } from './body.ts'
import { type Carried, problem } from './problem.ts'

/** Who asks, and through which door. Throws when nobody does or the organization is not theirs. */
export type Recognize = (
  context: Context<Carried>,
  scope: 'organization' | 'account',
) => Promise<{ actor: Actor; channel: Channel }>

export function mountOperations(
  app: Hono<Carried>,
  operations: readonly AnyOperation[],
  run: Run,
  recognize: Recognize,
): void {
  for (const operation of operations) {
    if (!operation.route) continue
    const [method, path] = operation.route.split(' ') as [string, string]
    const readQuery = queryReader(operation)
    app.on(method, path, async (context) => {
      try {
        const { actor, channel } = await recognize(context, operation.scope ?? 'organization')
        const received = method === 'GET' ? readQuery(context) : await readJson(context.req)
        const input = withPath(received as Record<string, unknown>, context.req.param())
        const circumstances: Circumstances = {
          actor,
          channel,
          requestId: context.get('requestId'),
          version: readVersion(context),
          once: method === 'POST' ? readKey(context) : undefined,
        }
        const answer = await run(operation, input, circumstances).catch((error) => {
          throw aboutThePath(error, context.req.param())
        })
        return respond(context, operation, answer.output, answer.replayed)
      } catch (error) {
        return problem(context, error)
      }
    })
  }
}

function respond(
  context: Context<Carried>,
  { name, output: schema }: AnyOperation,
  output: unknown,
  replayed: boolean,
) {
  if (replayed) context.header('Idempotent-Replayed', 'true')
  const version = (output as { version?: unknown } | null)?.version
  if (typeof version === 'number') context.header('ETag', `"${version}"`)
  if (output === null) return context.body(null, 204)
  return context.json(output as object, statusOf(name, schema))
}

/** `*.create` makes something; an output marked as queued is work that goes on after the answer. */
export function statusOf(name: string, output: z.ZodType): 200 | 201 | 202 {
  if (name.endsWith('.create')) return 201
  return output.meta()?.queued ? 202 : 200
}

/** What stands in the address counts, and cannot be said differently in the body. */
function withPath(
  received: Record<string, unknown>,
  params: Record<string, string>,
): Record<string, unknown> {
  for (const [name, value] of Object.entries(params)) {
    if (Object.hasOwn(received, name) && received[name] !== value)
      throw invalid(name, 'This stands in the address and cannot be changed in the body.')
  }
  return { ...received, ...params }
}

/** An id in the address that is no id at all belongs to nothing: the same 404 as for one that does not exist. */
function aboutThePath(error: unknown, params: Record<string, string>): unknown {
  const onlyPath =
    error instanceof Refusal &&
    error.status === 422 &&
    error.errors?.every(({ path }) => Object.hasOwn(params, path))
  return onlyPath && (error.errors?.length ?? 0) > 0 ? notFound() : error
}

function readVersion(context: Context): number | undefined {
  const header = context.req.header('If-Match')
  if (!header || header === '*') return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())
  if (!match) throw new Refusal(400, 'unparsable', 'If-Match holds a version such as "3".')
  return Number(match[1])
}

export function readKey(context: Context): string | undefined {
  const key = context.req.header('Idempotency-Key')
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal(400, 'unparsable', 'An Idempotency-Key has 1 to 200 printable characters.')
  return key
}

interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
}

/** Query strings are text; what the input's schema calls a number, a boolean or a list is read as one. */
function queryReader({ input }: AnyOperation): (context: Context) => Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return (context) => {
    const said = new URL(context.req.url).searchParams
    const names = new Set([...said.keys()].filter((name) => name !== 'organization'))
    // Entries, because an assignment to __proto__ would pass unseen.
    return Object.fromEntries(
      [...names].map((name) => {
        const values = said.getAll(name)
        const type = properties[name]?.type
        if (type !== 'array' && values.length > 1) throw invalid(name, 'This can be given only once.')
        return [name, type === 'array' ? values : readText(values[0] ?? '', type)]
      }),
    )
  }
}

function readText(text: string, type: string | undefined): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
