/** The catalogue: what one sells again and again. Lines are filled from it and then stand on their own. */
import { z } from 'zod'
import { byKey, join, type Part, part, raw, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { columnOf } from '#src/core/fields.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import { changedFields, intoTrash, newId, organizationOf, outOfTrash, present } from '#src/core/record.ts'
import { Item, ItemChange, ItemId, ItemPage, ItemQuery, NewItem } from './schema.ts'

const columns = part`i.id, i.version, i.name, i.description, i.unit, i.unit_price, i.currency, i.tax_category, i.tax_rate,
  i.created_at, i.updated_at`

const sorts: Record<string, SortBy> = {
  name: { expression: 'i.name', type: 'text' },
  createdAt: { expression: 'i.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'i.updated_at', type: 'timestamptz' },
}

async function readItem(sql: Sql, organization: string, id: string): Promise<Item | undefined> {
  const [row] = await sql<Item>`${byKey}
    select ${columns} from items i where i.org_id = ${organization} and i.id = ${id} and i.deleted_at is null`
  return row
}

function checkTax({ taxCategory, taxRate }: Partial<Pick<Item, 'taxCategory' | 'taxRate'>>): void {
  if (taxRate && Number(taxRate) > 0 && (taxCategory ?? 'S') !== 'S')
    throw invalid('taxRate', 'Only the standard category (S) has a rate above zero.')
}

export const listItems = operation({
  name: 'item.list',
  route: 'GET /items',
  summary: 'List the items of the catalogue, filtered and sorted',
  kind: 'read',
  permission: 'invoices.read',
  input: ItemQuery,
  output: ItemPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`i.org_id = ${organization}`, part`i.deleted_at is null`]
    if (query.search)
      where.push(part`not exists (select 1 from unnest(search_terms(${query.search})) term
        where position(' ' || term in search_words(i.name || ' ' || coalesce(i.description, ''))) = 0)`)
    if (query.currency) where.push(part`coalesce(i.currency, ${query.currency}) = ${query.currency}`)
    return page<Item>(
      sql,
      { scope: `item.list ${organization}`, sorts, select: columns, from: part`items i`, where, id: 'i.id' },
      query,
    )
  },
})

export const getItem = operation({
  name: 'item.get',
  route: 'GET /items/:id',
  summary: 'Read one item of the catalogue',
  kind: 'read',
  permission: 'invoices.read',
  input: ItemId,
  output: Item,
  async run({ sql, actor }, { id }) {
    return present(await readItem(sql, organizationOf(actor), id), undefined)
  },
})

export const createItem = operation({
  name: 'item.create',
  route: 'POST /items',
  summary: 'Add an item to the catalogue',
  kind: 'write',
  permission: 'invoices.write',
  input: NewItem,
  output: Item,
  async run({ sql, actor, touched }, said) {
    const organization = organizationOf(actor)
    checkTax(said)
    const id = newId()
    await sql`${byKey}
      insert into items (org_id, id, name, description, unit, unit_price, currency, tax_category, tax_rate)
      values (${organization}, ${id}, ${said.name}, ${said.description ?? null}, ${said.unit ?? null},
        ${said.unitPrice}, ${said.currency ?? null}, ${said.taxCategory ?? null}, ${said.taxRate ?? null})`
    touched('item', id)
    return present(await readItem(sql, organization, id), undefined)
  },
})

export const updateItem = operation({
  name: 'item.update',
  route: 'PATCH /items/:id',
  summary: 'Change an item of the catalogue; lines that were filled from it stay as they are',
  kind: 'write',
  permission: 'invoices.write',
  input: ItemChange,
  output: Item,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    await sql`select 1 from items where org_id = ${organization} and id = ${id} for no key update`
    const before = present(await readItem(sql, organization, id), version)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    checkTax({
      taxCategory: said.taxCategory === undefined ? before.taxCategory : said.taxCategory,
      taxRate: said.taxRate === undefined ? before.taxRate : said.taxRate,
    })
    const assignments = changed.map(
      (name) => part`${raw(columnOf(name))} = ${(said as Record<string, unknown>)[name]}`,
    )
    await sql`
      update items set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where org_id = ${organization} and id = ${id}`
    touched('item', id, changed)
    return present(await readItem(sql, organization, id), undefined)
  },
})

export const deleteItem = operation({
  name: 'item.delete',
  route: 'DELETE /items/:id',
  summary: 'Move an item of the catalogue to the trash for 30 days',
  kind: 'write',
  permission: 'invoices.write',
  input: ItemId,
  output: z.null(),
  run: intoTrash('items', 'item'),
})

export const restoreItem = operation({
  name: 'item.restore',
  route: 'POST /items/:id/restore',
  summary: 'Take an item out of the trash',
  kind: 'write',
  permission: 'invoices.write',
  input: ItemId,
  output: Item,
  run: outOfTrash('items', 'item', readItem),
})

/** A part of the table of contents in operations.ts. */
export const itemOperations = [listItems, getItem, createItem, updateItem, deleteItem, restoreItem] as const
