/** Promise: the small steps that every record's operations share: ids, versions, references, and what changed. */
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import { byKey, type Part, part, raw, type Sql } from './db.ts'
import { conflict, forbidden, invalid, notFound, stale } from './errors.ts'
import type { Actor, Contexts } from './operation.ts'

/** A new id: a UUID whose beginning is its time, so that rows made together lie together. */
export const newId = () => v7()

/** The organization this operation works in. */
export function organizationOf(actor: { organizationId: string | null }): string {
  if (!actor.organizationId) throw new Error('outside an organization')
  return actor.organizationId
}

/** The person who acts. What comes of it is theirs, so a key cannot. */
export function personOf(actor: Pick<Actor, 'personId'>): string {
  if (!actor.personId) throw forbidden('Only a person can do this, not an API key.')
  return actor.personId
}

/**
 * For lists of clients and companies: what the wall demands of someone who sees only their own, said in the query as well.
 * The planner cannot look into the wall, and would walk through everybody's records in search of theirs.
 */
export const ownedBy = ({ visibility, personId }: Actor, alias: string): Part[] =>
  visibility === 'own' ? [part`${raw(alias)}.owner_id = ${personId}`] : []

/** The row, or the answer for what is not there; and a 412 when the caller saw an older version. */
export function present<Row extends { version: number }>(
  row: Row | undefined,
  version: number | undefined,
): Row {
  if (!row) throw notFound()
  if (version !== undefined && row.version !== version) throw stale()
  return row
}

/** The names of the fields that say something else than before. */
export function changedFields(before: Record<string, unknown>, said: Record<string, unknown>): string[] {
  return Object.keys(said).filter(
    (name) => said[name] !== undefined && !isDeepStrictEqual(said[name] ?? null, before[name] ?? null),
  )
}

/** Refuses a reference to what is not there or cannot be seen, naming the field. */
export async function mustExist(
  sql: Sql,
  organization: string,
  table: 'clients' | 'companies' | 'notes' | 'invoices' | 'items',
  id: string | null | undefined,
  path: string,
): Promise<void> {
  if (!id) return
  const found = await sql`${byKey}
    select 1 from ${raw(table)} where org_id = ${organization} and id = ${id} and deleted_at is null`
  if (found.length === 0) throw notFound(path)
}

/** The country that local phone numbers are read with. */
export async function countryOf(sql: Sql, organization: string): Promise<string | null> {
  const [row] = await sql<{
    country: string | null
  }>`${byKey}select country from organizations where id = ${organization}`
  return row?.country ?? null
}

/** Waits for all checks and refuses with the first of them that fails, in the order given: the same answer every time. */
export async function checkAll(checks: readonly (Promise<void> | false)[]): Promise<void> {
  for (const check of await Promise.allSettled(checks)) if (check.status === 'rejected') throw check.reason
}

interface Subjects {
  clientId?: string | null | undefined
  companyId?: string | null | undefined
  noteId?: string | null | undefined
  invoiceId?: string | null | undefined
}

/** Refuses what is to hang on, or a list that is asked for, a record that is not there or cannot be seen. */
export const mustSee = (sql: Sql, organization: string, subjects: Subjects): Promise<void> =>
  checkAll([
    mustExist(sql, organization, 'clients', subjects.clientId, 'clientId'),
    mustExist(sql, organization, 'companies', subjects.companyId, 'companyId'),
    mustExist(sql, organization, 'notes', subjects.noteId, 'noteId'),
    mustExist(sql, organization, 'invoices', subjects.invoiceId, 'invoiceId'),
  ])

/**
 * Where a note or an alert hangs, once `mustSee` let it pass. What is about an invoice is about its client and company,
 * too: by these it is decided who sees it.
 */
export async function placeOf(
  sql: Sql,
  organization: string,
  said: Pick<Subjects, 'clientId' | 'companyId' | 'invoiceId'>,
) {
  const { clientId = null, companyId = null, invoiceId = null } = said
  if (!invoiceId) return { clientId, companyId, invoiceId }
  const [invoice] = await sql<{ clientId: string | null; companyId: string | null }>`${byKey}
    select client_id, company_id from invoices
    where org_id = ${organization} and id = ${invoiceId} and deleted_at is null`
  if (!invoice) throw notFound('invoiceId')
  if (clientId && clientId !== invoice.clientId)
    throw invalid('clientId', 'The invoice is not for this client.')
  if (companyId && companyId !== invoice.companyId)
    throw invalid('companyId', 'The invoice is not for this company.')
  if (!invoice.clientId && !invoice.companyId)
    throw invalid('invoiceId', 'This belongs to no client or company yet. Say first whose it is.')
  return { ...invoice, invoiceId }
}

/** Refuses an owner or assignee who is not, or no longer, a member. */
export async function mustBeMember(
  sql: Sql,
  organization: string,
  personId: string | null | undefined,
  path: string,
): Promise<void> {
  if (!personId) return
  const found = await sql`${byKey}
    select 1 from memberships where org_id = ${organization} and person_id = ${personId} and ended_at is null`
  if (found.length === 0) throw notFound(path)
}

/** What can be thrown away, and taken back for thirty days. */
type Trashable = 'clients' | 'companies' | 'notes' | 'alerts' | 'invoices' | 'items'

/** Moves a record to the trash; refuses when it is not there, or not as the caller last saw it. */
export async function moveToTrash(
  sql: Sql,
  table: Trashable,
  facts: { organization: string; id: string; personId: string | null; version: number | undefined },
  also: Part = part``,
): Promise<void> {
  const { organization, id, personId, version } = facts
  const [row] = await sql<{ version: number }>`
    select version from ${raw(table)} where org_id = ${organization} and id = ${id} and deleted_at is null for update`
  present(row, version)
  await sql`
    update ${raw(table)} set deleted_at = now(), deleted_by = ${personId}, version = version + 1${also}
    where org_id = ${organization} and id = ${id}`
}

/** Takes a record out of the trash again. */
export async function takeFromTrash(
  sql: Sql,
  table: Trashable,
  organization: string,
  id: string,
): Promise<void> {
  const rows = await sql`
    update ${raw(table)} set deleted_at = null, deleted_by = null, version = version + 1, updated_at = now()
    where org_id = ${organization} and id = ${id} and deleted_at is not null returning 1`
  if (rows.length === 0) throw notFound()
}

/** What `*.delete` does, where nothing else goes with it. `kind` is what the audit and the events call the record. */
export const intoTrash =
  (table: Trashable, kind: string) =>
  async ({ sql, actor, version, touched }: Contexts['write'], { id }: { id: string }): Promise<null> => {
    await moveToTrash(sql, table, {
      organization: organizationOf(actor),
      id,
      personId: actor.personId,
      version,
    })
    touched(kind, id)
    return null
  }

/** What `*.restore` does: takes the record out again, and answers it as `read` finds it. */
export const outOfTrash =
  <R>(
    table: Trashable,
    kind: string,
    read: (sql: Sql, organization: string, id: string) => Promise<R | undefined>,
  ) =>
  async ({ sql, actor, touched }: Contexts['write'], { id }: { id: string }): Promise<R> => {
    const organization = organizationOf(actor)
    await takeFromTrash(sql, table, organization, id)
    touched(kind, id)
    const record = await read(sql, organization, id)
    if (!record) throw conflict('record_in_trash', 'What this is about is in the trash. Take that out first.')
    return record
  }
