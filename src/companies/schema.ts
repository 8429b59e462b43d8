/** What a company looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, inputShape, Moment, outputShape, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { companyFields } from './fields.ts'

export const Company = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    ...outputShape(companyFields),
    clientCount: z.int().describe('How many of its people one can see'),
    lastContactAt: Moment.nullable().describe('The last note, call, meeting or mail with it or its people'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Company' })
export type Company = z.output<typeof Company>

const { name: nameChange, ...others } = inputShape(companyFields)

export const NewCompany = z.strictObject({
  name: requiredText(companyFields.name.max).describe(companyFields.name.about),
  ...others,
})
export type NewCompany = z.output<typeof NewCompany>

export const CompanyChange = z.strictObject({
  id: Id.describe('The company’s id'),
  name: nameChange,
  ...others,
})

export const companySorts = ['name', 'createdAt', 'updatedAt'] as const

export const CompanyFilter = z.strictObject({
  search: z.string().max(200).optional().describe('Part of a name, e-mail or phone number'),
  tag: z.array(z.string().max(40)).max(10).optional().describe('Companies that carry all of these tags'),
  ownerId: z.array(Id).max(50).optional().describe('Whose: ids of members'),
  id: z.array(Id).max(1000).optional().describe('Only these'),
})

export const CompanyQuery = z.strictObject({ ...CompanyFilter.shape, ...listInput(companySorts, 'name') })

export const CompanyPage = pageOf(Company)
export const CompanyId = z.strictObject({ id: Id.describe('The company’s id') })
