/** Promise: every list takes and answers the same fields. Pure: runs in Node and in the browser. */
import { z } from 'zod'

/** The fields every list takes. `sorts` are the names allowed, each also with a minus for descending. */
export function listInput<const S extends readonly [string, ...string[]]>(
  sorts: S,
  initial: S[number] | `-${S[number]}`,
) {
  const both = sorts.flatMap((name) => [name, `-${name}`])
  return {
    sort: z
      .enum(both as [string, ...string[]])
      .default(initial)
      .describe('Field to sort by; a minus in front turns the order around'),
    limit: z.int().min(1).max(200).default(50).describe('Rows a page, 1 to 200'),
    cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before; opaque'),
    count: z.boolean().default(false).describe('Also count the rows, up to a cap'),
  }
}

export const Count = z.object({ value: z.int(), atLeast: z.boolean() })

/** The answer of every list. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), count: Count.optional() })
