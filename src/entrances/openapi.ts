/** The OpenAPI 3.1 document, made from the operations. */
import { z } from 'zod'
import type { AnyOperation } from '#src/core/operation.ts'
import { needsPerson } from '#src/core/permissions.ts'
import { statusOf } from './operation-routes.ts'

type Json = Record<string, unknown>

const refused: Record<string, string> = {
  400: 'Unparsable, or no organization named',
  401: 'Nobody is signed in',
  403: 'Your role does not allow it',
  404: 'Not there, or not yours',
  409: 'The state forbids it',
  412: 'Someone changed it in the meantime',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Understood but invalid; each field is named',
  429: 'Too many; see Retry-After',
  503: 'Not available at the moment; see Retry-After',
}

/** `title` and `version` of the document, the paths of all operations that have a route, and what goes wrong. */
export function openApi(operations: readonly AnyOperation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    if (!operation.route) continue
    const [method = '', address = ''] = operation.route.split(' ')
    const path = address.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation, method, address) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'UpCRM',
      version: '1',
      description:
        'Clients, companies, notes and alerts of many organizations. Moments are UTC, money is in minor units.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { bearer: [] }],
    tags: [...new Set(operations.map(({ name }) => noun(name)))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'upcrm_session',
          description: 'From POST /auth/sign-in',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key from POST /api-keys; it belongs to one organization',
        },
      },
      schemas: { Problem: problemSchema },
      responses: Object.fromEntries(
        Object.entries(refused).map(([status, description]) => [
          `Refused${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  }
}

const noun = (name: string) => name.split('.')[0] ?? name

function describe(operation: AnyOperation, method: string, address: string): Json {
  const input = jsonSchema(operation.input, 'input')
  const properties = (input.properties ?? {}) as Record<string, Json>
  const required = new Set((input.required ?? []) as string[])
  const inPath = [...address.matchAll(/:(\w+)/g)].map((match) => match[1] as string)
  const parameters: Json[] = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }))
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  if (method === 'GET')
    for (const name of others) {
      const { description, ...schema } = properties[name] as Json
      parameters.push({
        name,
        in: 'query',
        required: required.has(name),
        schema,
        ...(description ? { description } : {}),
        ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
      })
    }
  if ((operation.scope ?? 'organization') === 'organization') parameters.push(organizationHeader)
  if (method === 'POST') parameters.push(onceHeader)
  if (method === 'PATCH' || method === 'DELETE') parameters.push(versionHeader)
  const status = operation.output instanceof z.ZodNull ? 204 : statusOf(operation.name, operation.output)
  const takesBody = method !== 'GET' && others.length > 0
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [noun(operation.name)],
    // What is a person's own is not for keys.
    ...(needsPerson(operation.permission) ? { security: [{ session: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takesBody
      ? {
          requestBody: {
            required: others.some((name) => required.has(name)),
            content: { 'application/json': { schema: without(input, inPath) } },
          },
        }
      : {}),
    responses: {
      [status]:
        status === 204
          ? { description: 'Done' }
          : {
              description: status === 202 ? 'Accepted; the work goes on' : 'Done',
              content: { 'application/json': { schema: jsonSchema(operation.output, 'output') } },
            },
      ...Object.fromEntries(
        Object.keys(refused).map((code) => [code, { $ref: `#/components/responses/Refused${code}` }]),
      ),
    },
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // Names of records would become `$defs` inside each answer; written out they stand where they are read.
    reused: 'inline',
    metadata: anonymous,
  }) as Json
  return rest
}

// A registry without ids: descriptions come from the schemas themselves.
const anonymous = {
  get: (schema: z.ZodType) => {
    const { id: _, queued: __, ...meta } = schema.meta() ?? {}
    return meta
  },
  has: () => true,
} as unknown as typeof z.globalRegistry

function without(schema: Json, names: string[]): Json {
  const properties = { ...(schema.properties as Json) }
  for (const name of names) delete properties[name]
  const required = ((schema.required ?? []) as string[]).filter((name) => !names.includes(name))
  const { required: _, ...rest } = schema
  return { ...rest, properties, ...(required.length > 0 ? { required } : {}) }
}

const organizationHeader = {
  name: 'UpCRM-Organization',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    'Id or slug; may be left out by someone in exactly one organization. GET also takes ?organization=',
}
const onceHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description: 'The same key and body is done once within 24 hours and answered alike',
}
const versionHeader = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The version last seen, such as "3"; a stale one is answered with 412',
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}
