/** The timelines: of a client, of a company with its people, and of an invoice. */
import type { z } from 'zod'
import { byKey, raw, type Sql } from '#src/core/db.ts'
import { notFound } from '#src/core/errors.ts'
import { type Actor, operation } from '#src/core/operation.ts'
import { countCap, readCursor, writeCursor } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import type { NoteFile } from '#src/notes/schema.ts'
import { countQuery, type EventRow, type Subject, timelineQuery } from './events.ts'
import { type EventKind, eventKinds, Timeline, type TimelineEvent, TimelineQuery } from './schema.ts'
import { type Told, whatIsTold } from './told.ts'

type Files = Map<string, z.output<typeof NoteFile>[]>

/** The files of the notes on a page. */
async function filesOf(sql: Sql, organization: string, rows: readonly EventRow[]): Promise<Files> {
  const notes = rows.filter(({ kind }) => kind === 'note').map(({ id }) => id)
  const found: Files = new Map(notes.map((id) => [id, []]))
  if (notes.length === 0) return found
  const files = await sql<z.output<typeof NoteFile> & { noteId: string }>`${byKey}
    select note_id, id, name, size, type from files
    where org_id = ${organization} and note_id = any(${notes}) and deleted_at is null order by attached_at, id`
  for (const { noteId, ...file } of files) found.get(noteId)?.push(file)
  return found
}

function toEvent(row: EventRow, files: Files, told: Told): TimelineEvent {
  const common = {
    id: row.id,
    at: row.at,
    actor: row.actorName === null ? null : { id: row.actorId, name: row.actorName },
    client: row.clientId && row.clientName !== null ? { id: row.clientId, name: row.clientName } : null,
  }
  switch (row.kind) {
    case 'note': {
      const { version, text: body, pinned, what } = row
      const kind = what as 'note' | 'call' | 'meeting'
      const marks = { pinned: pinned ?? false, imported: row.imported ?? false }
      const note = { id: row.id, version: version ?? 1, kind, body, ...marks }
      return { kind: 'note', ...common, note: { ...note, files: files.get(row.id) ?? [] } }
    }
    case 'alert': {
      const event = row.what as 'set' | 'completed'
      const status = row.status as 'open' | 'done'
      const alert = { id: row.subjectId, event, title: row.text, status, dueAt: row.dueAt ?? row.at }
      return { kind: 'alert', ...common, alert }
    }
    case 'file':
      return {
        kind: 'file',
        ...common,
        file: { id: row.id, name: row.text, size: row.size ?? 0, type: row.what },
      }
    case 'invoice':
      if (!row.invoice) throw new Error('an event of an invoice without its invoice')
      return { kind: 'invoice', ...common, invoice: row.invoice }
    case 'change':
      return {
        kind: 'change',
        ...common,
        change: { operation: row.what, channel: row.text, fields: row.fields ?? [], ...told(row) },
      }
  }
}

async function readTimeline(
  sql: Sql,
  actor: Actor,
  subject: Subject,
  query: z.output<typeof TimelineQuery>,
): Promise<z.output<typeof Timeline>> {
  const organization = organizationOf(actor)
  const kinds = query.kind?.length ? query.kind : eventKinds
  // A cursor belongs to one subject and one choice of kinds.
  const scope = `timeline ${organization} ${query.id}`
  const order = eventKinds.filter((kind) => kinds.includes(kind)).join()
  const after = query.cursor ? readCursor(query.cursor, scope, order) : undefined
  const [rows, counted] = await Promise.all([
    sql<
      EventRow & { keysetValue: string }
    >`${'companyId' in subject ? raw('') : byKey}${timelineQuery(organization, subject, kinds, query.limit + 1, after)}`,
    query.count
      ? sql<{ kind: EventKind; value: number }>`${countQuery(organization, subject, countCap)}`
      : undefined,
  ])
  const shown = rows.slice(0, query.limit)
  const [files, told] = await Promise.all([filesOf(sql, organization, shown), whatIsTold(sql, actor, shown)])
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  return {
    items: shown.map((row) => toEvent(row, files, told)),
    nextCursor: last ? writeCursor(scope, order, last.keysetValue, last.id) : null,
    ...(counted ? { counts: toCounts(counted) } : {}),
  }
}

function toCounts(counted: { kind: EventKind; value: number }[]) {
  const entries = eventKinds.map((kind) => {
    const value = counted.find((one) => one.kind === kind)?.value ?? 0
    return [kind, { value: Math.min(value, countCap), atLeast: value > countCap }]
  })
  return Object.fromEntries(entries) as NonNullable<z.output<typeof Timeline>['counts']>
}

export const clientTimeline = operation({
  name: 'client.timeline',
  route: 'GET /clients/:id/timeline',
  summary: 'Read everything that happened with a client, newest first',
  kind: 'read',
  permission: 'clients.read',
  tool: true,
  input: TimelineQuery,
  output: Timeline,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const [there, timeline] = await Promise.all([
      sql`${byKey}select 1 from clients where org_id = ${organization} and id = ${query.id} and deleted_at is null`,
      readTimeline(sql, actor, { clientId: query.id }, query),
    ])
    if (there.length === 0) throw notFound()
    return timeline
  },
})

export const companyTimeline = operation({
  name: 'company.timeline',
  route: 'GET /companies/:id/timeline',
  summary: 'Read everything that happened with a company and its people, newest first',
  kind: 'read',
  permission: 'companies.read',
  input: TimelineQuery,
  output: Timeline,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const [there, timeline] = await Promise.all([
      sql`${byKey}select 1 from companies where org_id = ${organization} and id = ${query.id} and deleted_at is null`,
      readTimeline(sql, actor, { companyId: query.id }, query),
    ])
    if (there.length === 0) throw notFound()
    return timeline
  },
})

export const invoiceTimeline = operation({
  name: 'invoice.timeline',
  route: 'GET /invoices/:id/timeline',
  summary: 'Read everything that happened with an invoice and its credit notes, newest first',
  kind: 'read',
  permission: 'invoices.read',
  input: TimelineQuery,
  output: Timeline,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const [there, timeline] = await Promise.all([
      sql`${byKey}select 1 from invoices where org_id = ${organization} and id = ${query.id} and deleted_at is null`,
      readTimeline(sql, actor, { invoiceId: query.id }, query),
    ])
    if (there.length === 0) throw notFound()
    return timeline
  },
})
