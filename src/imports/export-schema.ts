/** What an export looks like from outside. */
import { z } from 'zod'
import { ClientFilter, clientSorts } from '#src/clients/schema.ts'
import { CompanyFilter, companySorts } from '#src/companies/schema.ts'
import { Id, IdOut, Moment } from '#src/core/field-schema.ts'

export const exportKinds = ['client', 'company'] as const
export const exportStatuses = ['writing', 'done', 'failed'] as const

export const Export = z
  .object({
    id: IdOut,
    version: z.int(),
    kind: z.enum(exportKinds),
    status: z.enum(exportStatuses),
    rows: z.int().describe('Written so far'),
    fileId: IdOut.nullable().describe('To be downloaded from /files by whoever made it, for a day'),
    problem: z.string().nullable(),
    person: z.object({ id: IdOut, name: z.string() }).describe('Who made it, and alone may download it'),
    createdAt: Moment,
    finishedAt: Moment.nullable(),
  })
  .meta({ id: 'Export' })
export type Export = z.output<typeof Export>

export const ExportId = z.strictObject({ id: Id })

const withMinus = (names: readonly string[]) => names.flatMap((name) => [name, `-${name}`])
const sorts: Record<(typeof exportKinds)[number], readonly string[]> = {
  client: withMinus(clientSorts),
  company: withMinus(companySorts),
}

export const NewExport = z
  .strictObject({
    kind: z.enum(exportKinds),
    filter: ClientFilter.optional().describe(
      'As the list takes it; of companies only search, tag, ownerId and id',
    ),
    sort: z.string().max(40).default('name').describe('As the list takes it'),
    columns: z
      .array(z.string().max(60))
      .min(1)
      .max(60)
      .optional()
      .describe('Names of fields, in the order of the columns; all when left out'),
  })
  .superRefine(({ kind, filter = {}, sort }, context) => {
    if (!sorts[kind].includes(sort))
      context.addIssue({
        code: 'custom',
        path: ['sort'],
        message: `This has to be one of: ${sorts[kind].join(', ')}.`,
      })
    if (kind !== 'company') return
    for (const name of Object.keys(filter))
      if (!Object.hasOwn(CompanyFilter.shape, name))
        context.addIssue({
          code: 'custom',
          path: ['filter', name],
          message: 'Companies cannot be filtered by that.',
        })
  })
