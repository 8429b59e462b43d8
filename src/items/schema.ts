/** What an item of the catalogue looks like from outside: what one sells again and again, ready to fill a line. */
import { z } from 'zod'
import { Id, IdOut, Moment, optionalText, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { Percent, TaxCategory, UnitPrice } from '#src/invoices/schema.ts'
import { Currency } from '#src/organizations/schema.ts'

export const Item = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    name: z.string(),
    description: z.string().nullable(),
    unit: z.string().nullable(),
    unitPrice: z.string().describe('Decimal text, e.g. "112.00"'),
    currency: z.string().nullable(),
    taxCategory: TaxCategory.nullable(),
    taxRate: z.string().nullable(),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Item' })
export type Item = z.output<typeof Item>

const name = requiredText(200).transform((text) => text.replace(/\s+/g, ' '))

const fields = {
  description: optionalText(1000)
    .optional()
    .describe('What stands on the line, where that is more than the name'),
  unit: optionalText(20).optional().describe('Of what the price is, e.g. hour'),
  currency: Currency.nullable().optional().describe('ISO 4217; null where the price holds in any'),
  taxCategory: TaxCategory.nullable().optional(),
  taxRate: Percent.nullable().optional().describe('Percent as text; null where it is the usual one'),
}

export const NewItem = z.strictObject({
  name: name.describe('What it is called'),
  unitPrice: UnitPrice,
  ...fields,
})

export const ItemChange = z.strictObject({
  id: Id.describe('The item’s id'),
  name: name.optional().describe('What it is called'),
  unitPrice: UnitPrice.optional(),
  ...fields,
})

export const itemSorts = ['name', 'createdAt', 'updatedAt'] as const

export const ItemQuery = z.strictObject({
  search: z.string().max(200).optional().describe('Words that names or descriptions begin with'),
  currency: Currency.optional().describe('Only what is priced in this currency, or in any'),
  ...listInput(itemSorts, 'name'),
})

export const ItemPage = pageOf(Item)
export const ItemId = z.strictObject({ id: Id.describe('The item’s id') })
