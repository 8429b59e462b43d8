/** Two clients become one, and can be taken apart again with everything where it was. */
import { z } from 'zod'
import { phoneKeys } from '#src/core/contact-keys.ts'
import { join, type Part, part, raw, type Sql } from '#src/core/db.ts'
import { conflict, invalid, notFound } from '#src/core/errors.ts'
import { Id, IdOut } from '#src/core/field-schema.ts'
import { assignFields } from '#src/core/field-sql.ts'
import { operation } from '#src/core/operation.ts'
import {
  changedFields,
  countryOf,
  moveToTrash,
  newId,
  organizationOf,
  present,
  takeFromTrash,
} from '#src/core/record.ts'
import { clientFields } from './fields.ts'
import { chosenFields, mergedFields, separatedFields, type Values } from './merged-fields.ts'
import { contactKeys, readClient } from './rows.ts'
import { Client } from './schema.ts'

/** What hangs on a client and moves with a merge. */
const moving = ['notes', 'alerts', 'files', 'invoices', 'quotes', 'recurring'] as const
type Moved = Record<(typeof moving)[number], string[]>
const nothing = (): Moved => ({ notes: [], alerts: [], files: [], invoices: [], quotes: [], recurring: [] })

interface MergeRow extends Moved {
  id: string
  clientId: string
  otherId: string
  before: Values
  after: Values
}

const Choices = z.strictObject(
  Object.fromEntries(chosenFields.map((name) => [name, z.enum(['this', 'other']).optional()])),
)

const Counts = z.object({
  notes: z.int(),
  alerts: z.int(),
  files: z.int(),
  invoices: z.int().describe('Drafts and issued ones, of which nothing else changes'),
  quotes: z.int(),
  recurring: z.int().describe('Recurring invoices'),
})
const countsOf = (moved: Moved) => ({
  notes: moved.notes.length,
  alerts: moved.alerts.length,
  files: moved.files.length,
  invoices: moved.invoices.length,
  quotes: moved.quotes.length,
  recurring: moved.recurring.length,
})

/** Always in the same order, so that two merges of the same two wait for each other instead of both for ever. */
const lockClients = (sql: Sql, organization: string, ids: string[]) =>
  sql`select 1 from clients where org_id = ${organization} and id = any(${ids}) order by id for update`

async function hang(
  sql: Sql,
  organization: string,
  table: (typeof moving)[number],
  target: string,
  which: Part,
): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    update ${raw(table === 'recurring' ? 'recurring_invoices' : table)} set client_id = ${target} where org_id = ${organization} and ${which} returning id`
  return rows.map(({ id }) => id)
}

async function setFields(sql: Sql, organization: string, client: Client, values: Values, also: Part[] = []) {
  const keys = contactKeys(await countryOf(sql, organization), { ...client, ...values })
  const assignments = [
    ...assignFields(clientFields, values),
    part`email_keys = ${keys.emails}, phone_keys = ${keys.phones}`,
    ...also,
    part`version = version + 1, updated_at = now()`,
  ]
  await sql`update clients set ${join(assignments)} where org_id = ${organization} and id = ${client.id}`
}

export const mergeClients = operation({
  name: 'client.merge',
  route: 'POST /clients/:id/merge',
  summary:
    'Merge another client into this one; the other goes into the trash, and client.unmerge takes them apart',
  kind: 'write',
  permission: 'clients.write',
  input: z.strictObject({
    id: Id,
    otherId: Id.describe('The client that goes into this one'),
    otherVersion: z.int().optional().describe('The version of the other that was last seen'),
    fields: Choices.default({}).describe(
      'Whose value wins, per field; by default this one’s, and the other’s where it is empty. Lists are united',
    ),
  }),
  output: Client.extend({ merged: z.object({ otherId: IdOut, moved: Counts }) }),
  async run({ sql, actor, version, touched }, { id, otherId, otherVersion, fields }) {
    const organization = organizationOf(actor)
    if (id === otherId) throw invalid('otherId', 'A client cannot be merged with itself.')
    await lockClients(sql, organization, [id, otherId])
    const client = present(await readClient(sql, organization, id), version)
    const found = await readClient(sql, organization, otherId)
    if (!found) throw notFound('otherId')
    const other = present(found, otherVersion)

    const country = await countryOf(sql, organization)
    const phoneKey = (phone: string) => phoneKeys(country, phone)[0] ?? phone
    const whole = mergedFields(client, other, fields, phoneKey)
    const changed = changedFields(client, whole)
    const pick = (from: Values) => Object.fromEntries(changed.map((name) => [name, from[name]]))
    // What one of them asked for holds for both.
    const restricts = other.restricted && !client.restricted
    await setFields(sql, organization, client, pick(whole), restricts ? [part`restricted = true`] : [])

    const moved = nothing()
    for (const table of moving)
      moved[table] = await hang(sql, organization, table, id, part`client_id = ${otherId}`)
    await sql`select move_notifications(${otherId}, ${id}, null)`
    await moveToTrash(sql, 'clients', {
      organization,
      id: otherId,
      personId: actor.personId,
      version: otherVersion,
    })
    const before = { ...pick(client), ...(restricts ? { restricted: false } : {}) }
    await sql`
      insert into merges (org_id, id, client_id, other_id, before, after, notes, alerts, files, invoices, quotes,
        recurring, merged_by)
      values (${organization}, ${newId()}, ${id}, ${otherId}, ${JSON.stringify(before)},
        ${JSON.stringify(pick(whole))}, ${moved.notes}, ${moved.alerts}, ${moved.files}, ${moved.invoices},
        ${moved.quotes}, ${moved.recurring}, ${actor.personId})`
    touched('client', id, changed)
    touched('client', otherId)
    const after = present(await readClient(sql, organization, id), undefined)
    return { ...after, merged: { otherId, moved: countsOf(moved) } }
  },
})

export const unmergeClients = operation({
  name: 'client.unmerge',
  route: 'POST /clients/:id/unmerge',
  summary: 'Take the last merge of this client apart; what people changed since stays, and is named',
  kind: 'write',
  permission: 'clients.write',
  input: z.strictObject({
    id: Id.describe('Either of the two'),
    otherId: Id.optional().describe('The client that went into this one; the last one, when left out'),
  }),
  output: Client.extend({
    unmerged: z.object({
      other: Client.describe('The client that is there again'),
      moved: Counts,
      kept: z.array(z.string()).describe('Fields that were changed since the merge and stay as they are'),
    }),
  }),
  async run({ sql, actor, version, touched }, { id, otherId }) {
    const organization = organizationOf(actor)
    const merge = await findMerge(sql, organization, id, otherId)
    const seen = await lockClients(sql, organization, [merge.clientId, merge.otherId])
    if (seen.length < 2) throw othersRecord()
    const kept = await readClient(sql, organization, merge.clientId)
    if (!kept)
      throw conflict('record_in_trash', 'The client it went into is in the trash. Take that out first.')
    const client = present(kept, version)

    const parted = separatedFields(client, merge.before, merge.after)
    const { back } = parted
    if (back.companyId && !(await stillThere(sql, organization, back.companyId as string))) {
      delete back.companyId
      parted.kept.push('companyId')
    }
    if ('ownerId' in back) {
      const { ownerId } = back as { ownerId: string | null }
      if (actor.visibility === 'own' && ownerId !== actor.personId) throw othersRecord()
      if (ownerId && !(await isMember(sql, organization, ownerId))) {
        delete back.ownerId
        parted.kept.push('ownerId')
      }
    }
    const restricted = merge.before.restricted === false ? [part`restricted = false`] : []
    await setFields(sql, organization, client, back, restricted)

    const moved = nothing()
    for (const table of moving) {
      const which = part`client_id = ${client.id} and id = any(${merge[table]})`
      moved[table] = await hang(sql, organization, table, merge.otherId, which)
    }
    await sql`
      select move_notifications(${client.id}, ${merge.otherId}, ${Object.values(moved).flat()}::uuid[])`
    await takeFromTrash(sql, 'clients', organization, merge.otherId)
    await sql`update merges set undone_at = now() where org_id = ${organization} and id = ${merge.id}`
    touched('client', client.id, Object.keys(back))
    touched('client', merge.otherId)
    const [after, other] = await Promise.all([
      readClient(sql, organization, client.id),
      readClient(sql, organization, merge.otherId),
    ])
    return {
      ...present(after, undefined),
      unmerged: { other: present(other, undefined), moved: countsOf(moved), kept: parted.kept },
    }
  },
})

const stillThere = async (sql: Sql, organization: string, companyId: string) =>
  (await sql`select 1 from companies where org_id = ${organization} and id = ${companyId}`).length > 0

const isMember = async (sql: Sql, organization: string, personId: string) =>
  (
    await sql`
      select 1 from memberships where org_id = ${organization} and person_id = ${personId} and ended_at is null`
  ).length > 0

/** Who sees only their own records cannot give back what they do not see, or would not see any more. */
const othersRecord = () =>
  conflict(
    'others_record',
    'One of the two belongs to somebody else. Ask someone who sees all records to take them apart.',
  )

/** The merge to take apart, held until the transaction ends. Merges come apart in the reverse order only. */
async function findMerge(
  sql: Sql,
  organization: string,
  id: string,
  otherId: string | undefined,
): Promise<MergeRow> {
  const which = otherId
    ? part`client_id = ${id} and other_id = ${otherId}`
    : part`(client_id = ${id} or other_id = ${id})`
  const [merge] = await sql<MergeRow>`
    select id, client_id, other_id, before, after, notes, alerts, files, invoices, quotes, recurring from merges
    where org_id = ${organization} and ${which} and undone_at is null
    order by merged_at desc, id desc limit 1 for update`
  if (!merge) {
    const there = await sql`select 1 from clients where org_id = ${organization} and id = ${id}`
    if (there.length === 0) throw notFound()
    throw conflict('not_merged', 'There is no merge of this client that could be taken apart.')
  }
  const later = await sql`
    select 1 from merges later join merges this on this.org_id = ${organization} and this.id = ${merge.id}
    where later.org_id = ${organization} and later.client_id = ${merge.clientId} and later.undone_at is null
      and (later.merged_at, later.id) > (this.merged_at, this.id) limit 1`
  if (later.length > 0)
    throw conflict('merged_again', 'Another client was merged into this one later. Take that apart first.')
  return merge
}

/** A client that went into another comes out of the trash only by taking the merge apart. */
export async function refuseMerged(sql: Sql, id: string): Promise<void> {
  const merged = await sql`select merged_away(${[id]}::uuid[])`
  if (merged.length > 0)
    throw conflict('merged', 'This client was merged into another one. Take the merge apart instead.')
}
