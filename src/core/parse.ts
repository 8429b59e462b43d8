/** Promise: bad input is answered with a sentence for every field that needs another look. */
import { z } from 'zod'
import { type FieldError, invalidFields } from './errors.ts'
import { findUnstorable } from './text.ts'

/** One issue of zod in words for people. Messages written in the schema itself come through as they are. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is needed.' : `This has to be ${article(issue.expected)}.`
    case 'too_big':
      if (issue.origin === 'string') return `At most ${issue.maximum} characters.`
      return issue.origin === 'array' ? `At most ${issue.maximum} entries.` : `At most ${issue.maximum}.`
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1 ? 'This cannot be empty.' : `At least ${issue.minimum} characters.`
      return issue.origin === 'array' ? `At least ${issue.minimum} entries.` : `At least ${issue.minimum}.`
    case 'invalid_value':
      return `This has to be one of: ${issue.values.map(String).join(', ')}.`
    case 'invalid_format':
      if (issue.format === 'uuid') return 'This is not an id.'
      if (issue.format === 'email') return 'This is not an e-mail address.'
      if (issue.format === 'datetime') return 'This is not a moment such as 2026-11-23T10:00:00Z.'
      if (issue.format === 'date') return 'This is not a day such as 2026-11-23.'
      return 'This does not have the right form.'
    default:
      return undefined
  }
}

const article = (expected: string) =>
  ({ string: 'text', int: 'a whole number', array: 'a list', object: 'an object', boolean: 'true or false' })[
    expected
  ] ?? `a ${expected}`

z.config({ customError: sentence })

function toErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.')
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: `There is no field “${key.slice(0, 60)}” to set.`,
    }))
  })
}

/** The input as its schema reads it, or a 422 that names every field that does not fit. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unstorable = findUnstorable(input)
  if (unstorable.length > 0) throw invalidFields(unstorable)
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidFields(toErrors(parsed.error.issues))
  return parsed.data
}
