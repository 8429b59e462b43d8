/** Promise: no text reaches an operation that Postgres could not store exactly as it came. */
import type { FieldError } from './errors.ts'

const depthLimit = 20

/**
 * Finds what no input may hold anywhere: NUL, lone surrogates, keys that would touch a prototype, absurd nesting.
 * Answers every such place, so that each is named.
 */
export function findUnstorable(value: unknown, path = '', depth = 0, found: FieldError[] = []): FieldError[] {
  if (found.length >= 20) return found
  if (typeof value === 'string') {
    if (value.includes('\u0000'))
      found.push({ path, message: 'The text holds a NUL character, which cannot be stored.' })
    else if (!value.isWellFormed())
      found.push({
        path,
        message: 'The text holds half of a character (a lone surrogate), which cannot be stored.',
      })
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= depthLimit) {
      found.push({ path, message: 'This is nested too deeply.' })
      return found
    }
    for (const key of Object.keys(value)) {
      const here = path ? `${path}.${key}` : key
      if (key === '__proto__') found.push({ path: here, message: 'There is no field “__proto__”.' })
      else findUnstorable((value as Record<string, unknown>)[key], here, depth + 1, found)
    }
  }
  return found
}
