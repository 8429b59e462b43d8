/** What a client looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, inputShape, Moment, outputShape, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { clientFields, clientStatuses } from './fields.ts'

export const Client = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    ...outputShape(clientFields),
    company: z.object({ id: IdOut, name: z.string() }).nullable().describe('The company, if one can see it'),
    restricted: z.boolean().describe('Processing is restricted on the person’s request (GDPR Art. 18)'),
    lastContactAt: Moment.nullable().describe('The last note, call, meeting or mail'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Client' })
export type Client = z.output<typeof Client>

const input = inputShape(clientFields)

export const NewClient = z
  .strictObject({
    ...input,
    companyName: requiredText(200)
      .optional()
      .describe('Instead of companyId: the company with this name, made when there is none'),
  })
  .refine((client) => Boolean(client.name || client.firstName || client.lastName || client.email), {
    path: ['name'],
    message: 'A client needs a name or an e-mail address.',
  })
  .refine((client) => !(client.companyId && client.companyName), {
    path: ['companyName'],
    message: 'Give either companyId or companyName.',
  })
export type NewClient = z.output<typeof NewClient>

export const ClientChange = z.strictObject({ id: Id.describe('The client’s id'), ...input })

export const clientSorts = ['name', 'createdAt', 'updatedAt', 'lastContactAt'] as const

export const ClientFilter = z.strictObject({
  search: z.string().max(200).optional().describe('Part of a name, e-mail, phone number or company'),
  status: z.array(z.enum(clientStatuses)).max(3).optional().describe('Any of these'),
  tag: z.array(z.string().max(40)).max(10).optional().describe('Clients that carry all of these tags'),
  ownerId: z.array(Id).max(50).optional().describe('Whose: ids of members'),
  companyId: Id.optional().describe('People of this company'),
  id: z.array(Id).max(1000).optional().describe('Only these'),
})

export const ClientQuery = z.strictObject({ ...ClientFilter.shape, ...listInput(clientSorts, 'name') })

export const ListedClient = Client.extend({
  nextAlert: z
    .object({ id: IdOut, title: z.string(), at: Moment.describe('When it is due, or snoozed to') })
    .nullable()
    .describe('The open alert that comes next'),
}).meta({ id: 'ListedClient' })
export type ListedClient = z.output<typeof ListedClient>

export const ClientPage = pageOf(ListedClient)
export const ClientId = z.strictObject({ id: Id.describe('The client’s id') })
