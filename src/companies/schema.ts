/** What a company looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, inputShape, Moment, outputShape, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { companyFields } from './fields.ts'

const ElectronicAddress = z.object({ scheme: z.string(), value: z.string() })
const ElectronicAddressInput = z.strictObject({
  scheme: requiredText(4).describe('ISO 6523, such as 9930'),
  value: requiredText(200),
})

export const Company = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    ...outputShape(companyFields),
    electronicAddress: ElectronicAddress.nullable().describe('Where e-invoices go'),
    clientCount: z.int().describe('How many of its people one can see'),
    lastContactAt: Moment.nullable().describe('The last note, call, meeting or mail with it or its people'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Company' })
export type Company = z.output<typeof Company>

const { name: nameChange, ...others } = inputShape(companyFields)
const electronicAddress = ElectronicAddressInput.nullable()
  .optional()
  .describe('Where e-invoices go: scheme and value')

export const NewCompany = z.strictObject({
  name: requiredText(companyFields.name.max).describe(companyFields.name.about),
  ...others,
  electronicAddress,
})
export type NewCompany = z.output<typeof NewCompany>

export const CompanyChange = z.strictObject({
  id: Id.describe('The company’s id'),
  name: nameChange,
  ...others,
  electronicAddress,
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
