/** What is told of the use of UpCRM: counts, never content. */
import { z } from 'zod'
import { Day, IdOut } from '#src/core/field-schema.ts'

const DayInput = z.iso.date('This is not a day such as 2026-11-23.')

export const UsageQuery = z.strictObject({
  from: DayInput.optional().describe('First day, UTC; thirty days ago when left out'),
  to: DayInput.optional().describe('Last day, UTC; today when left out'),
})

const counts = {
  count: z.int().describe('How often it was asked for'),
  refused: z.int().describe('How many of these were refused'),
}

export const UsageSummary = z.object({
  from: Day,
  to: Day,
  ...counts,
  days: z.array(z.object({ day: Day, ...counts })).describe('Days with any use'),
  operations: z.array(z.object({ operation: z.string(), ...counts })),
  people: z.array(z.object({ person: z.object({ id: IdOut, name: z.string() }).nullable(), ...counts })),
  channels: z.array(z.object({ channel: z.string(), ...counts })),
  refusals: z.array(z.object({ code: z.string(), count: z.int() })).describe('Why it was refused'),
})
