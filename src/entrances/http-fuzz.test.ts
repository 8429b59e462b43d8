import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AnyOperation } from '#src/core/operation.ts'
import { newId } from '#src/core/record.ts'
import { operations } from '#src/operations.ts'
import { callOf, type Input, idsIn, send, valueAt } from './stranger-calls.ts'
import { recipes } from './stranger-recipes.ts'
import { openStrangerWorld } from './stranger-world.ts'

const stranger = await openStrangerWorld()
const { site } = stranger
afterAll(stranger.close)

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '%',
    '\\',
    "'",
    '{}',
    '=1+1',
    'NaN',
    '-0',
    '1e999',
    '9'.repeat(40),
    '\u202e',
    'x'.repeat(3000),
  ),
)
const moment = fc
  .date({ noInvalidDate: true })
  .map((date) => date.toISOString())
  .map((iso) => (iso.length > 24 ? iso.slice(0, 24) : iso))
const anything = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(Number),
  fc.constantFrom(true, false, null),
)

interface Described {
  type?: string
  format?: string
  enum?: unknown[]
  anyOf?: Described[]
  items?: Described
  properties?: Record<string, Described>
  additionalProperties?: unknown
}

/** Mostly what the field asks for, so that much gets past the schema; sometimes whatever comes. */
function valueFor(field: Described, ids: string[]): fc.Arbitrary<unknown> {
  const fitting = (): fc.Arbitrary<unknown> => {
    if (field.enum) return fc.constantFrom(...field.enum)
    if (field.anyOf) return fc.oneof(...field.anyOf.map((one) => valueFor(one, ids)))
    if (field.format === 'uuid') return fc.constantFrom(...ids, newId())
    if (field.format === 'date-time') return moment
    if (field.format === 'date') return moment.map((iso) => iso.slice(0, 10))
    switch (field.type) {
      case 'string':
        return text
      case 'integer':
      case 'number':
        return fc.oneof(fc.integer(), fc.integer({ min: 0, max: 300 }))
      case 'boolean':
        return fc.boolean()
      case 'array':
        return fc.array(valueFor(field.items ?? {}, ids), { maxLength: 4 })
      case 'object':
        return objectOf(field, ids)
      case 'null':
        return fc.constant(null)
      default:
        return anything
    }
  }
  return fc.oneof({ weight: 25, arbitrary: fitting() }, { weight: 1, arbitrary: anything })
}

function objectOf({ properties = {} }: Described, ids: string[]): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valueFor(field, ids)]),
  )
  const strange = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'id', 'constructor')), anything, {
    maxKeys: 1,
  })
  const sometimes = fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strange })
  return fc
    .tuple(fc.record(fields, { requiredKeys: [] }), sometimes)
    .map(([known, unknown]) => ({ ...known, ...unknown }))
}

/** What can be asked again and again without an end to the organization or its owner. */
const spared = new Set(['member.leave', 'organization.create'])
const fuzzed = (operations as readonly AnyOperation[]).filter(({ name, route }) => route && !spared.has(name))

describe('whatever is sent', () => {
  it.each(fuzzed.map((operation) => [operation.name, operation] as const))(
    '%s answers it, and never with a fault',
    async (name, operation) => {
      const place = await stranger.openPlace('heron')
      const cookie = await site.signIn(place.owner)
      const organization = place.organization.id
      const valid: Input = await recipes[name as keyof typeof recipes](place)
      const ids = idsIn(valid).map((at) => String(valueAt(valid, at)))
      const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Described
      const call = callOf(operation)
      const whole = fc.oneof(fc.constant({}), fc.constant(valid))
      await fc.assert(
        fc.asyncProperty(whole, objectOf(schema, ids), async (start, changes) => {
          const inPath = [...call.route.matchAll(/:(\w+)/g)].map(([, param = '']) => param)
          const path = Object.fromEntries(inPath.map((param) => [param, changes[param] ?? valid[param]]))
          const answer = await send(site, call, { ...start, ...changes, ...path }, { cookie, organization })
          expect(answer.status, answer.text).toBeLessThan(500)
          if (answer.status >= 400)
            expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
        }),
        { numRuns: 40, seed: 4711 },
      )
      expect((await site.ask('GET', '/health')).body).toEqual({ status: 'ok' })
    },
  )
})
