/** What lies in the trash, as seen from outside. */
import { z } from 'zod'
import { Day, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

export const trashKinds = ['client', 'company', 'note', 'alert', 'invoice', 'item'] as const
export const trashDays = 30

const Named = z.object({ id: IdOut, name: z.string() }).nullable()

export const TrashItem = z
  .object({
    kind: z.enum(trashKinds),
    id: IdOut,
    title: z.string(),
    client: Named.describe('The client a note, an alert or an invoice is about'),
    mergedInto: Named.describe('The client that this one was merged into; client.unmerge takes it out again'),
    deletedAt: Moment,
    deletedBy: Named,
    purgeOn: Day.describe('The day on which it is gone for good'),
  })
  .meta({ id: 'TrashItem' })
export type TrashItem = z.output<typeof TrashItem>

export const TrashQuery = z.strictObject({
  kind: z.array(z.enum(trashKinds)).max(trashKinds.length).optional(),
  ...listInput(['deletedAt'], '-deletedAt'),
})

export const TrashPage = pageOf(TrashItem)
