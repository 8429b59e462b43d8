/** Notes: what was written, said on the phone or met about, on a client or a company. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { join, type Part, part, raw } from '#src/core/db.ts'
import { columnOf } from '#src/core/fields.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import {
  changedFields,
  intoTrash,
  mustSee,
  newId,
  organizationOf,
  outOfTrash,
  placeOf,
  present,
} from '#src/core/record.ts'
import { aboutSomething, type NoteRow, noteColumns, noteTables, readNote, toNote } from './rows.ts'
import { NewNote, Note, NoteChange, NoteId, NotePage, NoteQuery } from './schema.ts'

const sorts: Record<string, SortBy> = {
  happenedAt: { expression: 'n.happened_at', type: 'timestamptz' },
  createdAt: { expression: 'n.created_at', type: 'timestamptz' },
}

export const listNotes = operation({
  name: 'note.list',
  route: 'GET /notes',
  summary: 'List notes, of a client, a company or an invoice, or all that one can see',
  kind: 'read',
  permission: 'notes.read',
  tool: true,
  input: NoteQuery,
  output: NotePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const { clientId, companyId, invoiceId, kind, pinned } = query
    const where: Part[] = [part`n.org_id = ${organization}`, part`n.deleted_at is null`, aboutSomething]
    if (clientId) where.push(part`n.client_id = ${clientId}`)
    if (companyId) where.push(part`n.company_id = ${companyId}`)
    if (invoiceId) where.push(part`n.invoice_id = ${invoiceId}`)
    if (kind?.length) where.push(part`n.kind = any(${kind})`)
    if (pinned !== undefined) where.push(part`n.pinned = ${pinned}`)
    const listed = page<NoteRow>(
      sql,
      {
        scope: `note.list ${organization}`,
        sorts,
        select: noteColumns,
        from: noteTables,
        where,
        id: 'n.id',
      },
      query,
    )
    const [found] = await Promise.all([listed, mustSee(sql, organization, query)])
    return { ...found, items: found.items.map(toNote) }
  },
})

export const getNote = operation({
  name: 'note.get',
  route: 'GET /notes/:id',
  summary: 'Read one note',
  kind: 'read',
  permission: 'notes.read',
  input: NoteId,
  output: Note,
  async run({ sql, actor }, { id }) {
    return present(await readNote(sql, organizationOf(actor), id), undefined)
  },
})

export const createNote = operation({
  name: 'note.create',
  route: 'POST /notes',
  summary: 'Write a note about a client, a company or an invoice, or log a call or a meeting',
  kind: 'write',
  permission: 'notes.write',
  tool: true,
  input: NewNote,
  output: Note,
  async run({ sql, actor, touched }, { body, kind, happenedAt, pinned, ...said }) {
    const organization = organizationOf(actor)
    await mustSee(sql, organization, said)
    const { clientId, companyId, invoiceId } = await placeOf(sql, organization, said)
    const id = newId()
    await sql`
      insert into notes (org_id, id, kind, happened_at, body, pinned, client_id, company_id, invoice_id, author_id)
      values (${organization}, ${id}, ${kind}, ${happenedAt ?? now().toISOString()}, ${body}, ${pinned},
        ${clientId}, ${companyId}, ${invoiceId}, ${actor.personId})`
    touched('note', id)
    return present(await readNote(sql, organization, id), undefined)
  },
})

export const updateNote = operation({
  name: 'note.update',
  route: 'PATCH /notes/:id',
  summary: 'Change a note, or pin it; what is left out stays',
  kind: 'write',
  permission: 'notes.write',
  tool: true,
  input: NoteChange,
  output: Note,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    await sql`select 1 from notes where org_id = ${organization} and id = ${id} for no key update`
    const before = present(await readNote(sql, organization, id), version)
    const changed = changedFields({ ...before, happenedAt: new Date(before.happenedAt).toISOString() }, said)
    if (changed.length === 0) return before
    const assignments = changed.map(
      (name) => part`${raw(columnOf(name))} = ${(said as Record<string, unknown>)[name]}`,
    )
    await sql`
      update notes set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where org_id = ${organization} and id = ${id}`
    touched('note', id, changed)
    return present(await readNote(sql, organization, id), undefined)
  },
})

export const deleteNote = operation({
  name: 'note.delete',
  route: 'DELETE /notes/:id',
  summary: 'Move a note to the trash for 30 days',
  kind: 'write',
  permission: 'notes.write',
  input: NoteId,
  output: z.null(),
  run: intoTrash('notes', 'note'),
})

export const restoreNote = operation({
  name: 'note.restore',
  route: 'POST /notes/:id/restore',
  summary: 'Take a note out of the trash',
  kind: 'write',
  permission: 'notes.write',
  input: NoteId,
  output: Note,
  run: outOfTrash('notes', 'note', readNote),
})
