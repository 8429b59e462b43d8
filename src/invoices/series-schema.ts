/** The proof that a series of numbers is complete. */
import { z } from 'zod'

export const SeriesQuery = z.strictObject({
  seals: z.boolean().default(false).describe('Also read every invoice against its seal, which takes longer'),
})

export const SeriesList = z.object({
  items: z.array(
    z.object({
      series: z.string().describe('invoice, credit_note or quote'),
      period: z.string().describe('What it counts anew in, e.g. 2026; empty when it never does'),
      first: z.int(),
      last: z.int().describe('The last number given'),
      count: z.int().describe('How many invoices bear a number of it'),
      gaps: z.array(z.int()).describe('Numbers that nothing bears: none, or something is broken'),
      firstNumber: z.string(),
      lastNumber: z.string(),
      broken: z
        .array(z.string())
        .nullable()
        .describe('Numbers whose content is not what was sealed: none; null when not asked'),
    }),
  ),
})
