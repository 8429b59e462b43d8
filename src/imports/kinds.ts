import { clientFields } from '#src/clients/fields.ts'
import { companyFields } from '#src/companies/fields.ts'
import type { BulkTable } from '#src/core/bulk.ts'
import type { Fields } from '#src/core/fields.ts'
import type { importKinds } from './schema.ts'

export type ImportKind = (typeof importKinds)[number]

interface KindOfRecord extends BulkTable {
  fields: Fields
  /** The column by which a note hangs on such a record. */
  noteColumn: 'client_id' | 'company_id'
}

export const kinds: Record<ImportKind, KindOfRecord> = {
  client: { table: 'clients', fields: clientFields, noteColumn: 'client_id' },
  company: {
    table: 'companies',
    fields: companyFields,
    noteColumn: 'company_id',
  },
}

/** The field of a kind that refers to such a thing, e.g. `companyId` to a company. */
export const referenceTo = (fields: Fields, to: 'company' | 'person'): string | undefined =>
  Object.entries(fields).find(([, field]) => field.kind === 'reference' && field.to === to)?.[0]
