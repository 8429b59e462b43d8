/**
 * Where the events of a timeline come from. Each source is a query of its own that an index walks backwards from the
 * cursor and that stops at the limit, so that a page costs the same however much there is in the organization.
 */
import { join, type Part, part, raw } from '#src/core/db.ts'
import { invoiceSources } from './invoice-events.ts'
import type { EventKind, InvoiceEvent } from './schema.ts'

/** One client, a company with its people, or one invoice. */
export type Subject = { clientId: string } | { companyId: string } | { invoiceId: string }

export interface Cursor {
  /** Of the last event seen: its moment and its id. */
  value: string
  id: string
}

export interface Source {
  kind: EventKind
  columns: Part
  from: Part
  where: Part
  /** Column names: the moment, and the id that tells two events of one moment apart. */
  at: string
  id: string
}

/** A row of any source; `what` and `text` mean what the source says. */
export interface EventRow {
  kind: EventKind
  id: string
  at: string
  subjectId: string
  actorId: string | null
  actorName: string | null
  clientId: string | null
  clientName: string | null
  what: string
  text: string
  version: number | null
  pinned: boolean | null
  dueAt: string | null
  status: string | null
  size: number | null
  fields: string[] | null
  /** Of a note: whether a file said it. */
  imported: boolean | null
  importId: string | null
  invoice: InvoiceEvent | null
}

function sourcesOf(organization: string, subject: Subject): Source[] {
  const ofCompany = 'companyId' in subject
  const people = ofCompany
    ? part`any(array(select p.id from clients p
        where p.org_id = ${organization} and p.company_id = ${subject.companyId} and p.deleted_at is null))`
    : part`${'clientId' in subject ? subject.clientId : null}`
  /** Hangs on the subject itself or on one of its people. */
  const about = (alias: string) => {
    if ('invoiceId' in subject) return part`${raw(alias)}.invoice_id = ${subject.invoiceId}`
    return ofCompany
      ? part`(${raw(alias)}.company_id = ${subject.companyId} or ${raw(alias)}.client_id = ${people})`
      : part`${raw(alias)}.client_id = ${people}`
  }
  const noteColumns = part`'note' as kind, n.id, n.happened_at as at, n.id as subject_id, n.author_id as actor_id,
    null as actor_name, n.client_id, n.kind as what, n.body as text, n.version, n.pinned, null::timestamptz as due_at,
    null as status, null::bigint as size, null::text[] as fields, n.imported, null::uuid as import_id,
    null::jsonb as invoice`
  const note = {
    kind: 'note',
    columns: noteColumns,
    from: part`notes n`,
    at: 'n.happened_at',
    id: 'n.id',
  } as const
  const alive = part`n.org_id = ${organization} and n.deleted_at is null`
  const notes: Source[] = ofCompany
    ? [
        { ...note, where: part`${alive} and n.company_id = ${subject.companyId}` },
        {
          ...note,
          where: part`${alive} and n.client_id = ${people} and n.company_id is distinct from ${subject.companyId}`,
        },
      ]
    : [{ ...note, where: part`${alive} and ${about('n')}` }]
  return [
    ...notes,
    {
      kind: 'alert',
      columns: part`'alert', a.id, a.created_at, a.id, a.created_by, null, a.client_id, 'set', a.title, a.version, null,
        a.due_at, a.status, null, null, null, null, null`,
      from: part`alerts a`,
      where: part`a.org_id = ${organization} and a.deleted_at is null and ${about('a')}`,
      at: 'a.created_at',
      id: 'a.id',
    },
    {
      // From the audit, because a repeating alert is completed again and again.
      kind: 'alert',
      columns: part`'alert', e.id, e.at, a.id, e.actor_id, e.actor_name, a.client_id, 'completed', a.title, a.version, null,
        a.due_at, a.status, null, null, null, null, null`,
      from: part`alerts a join audit_entries e on e.org_id = a.org_id and e.subject_id = a.id`,
      where: part`a.org_id = ${organization} and a.deleted_at is null and ${about('a')}
        and e.org_id = ${organization} and e.operation = 'alert.complete'`,
      at: 'e.at',
      id: 'e.id',
    },
    {
      kind: 'file',
      columns: part`'file', f.id, f.attached_at, f.id, f.uploaded_by, null, f.client_id, f.type, f.name, null, null,
        null, null, f.size, null, null, null, null`,
      from: part`files f`,
      where: part`f.org_id = ${organization} and f.stored_at is not null and f.deleted_at is null and ${about('f')}`,
      at: 'f.attached_at',
      id: 'f.id',
    },
    {
      kind: 'change',
      columns: part`'change', e.id, e.at, e.subject_id, e.actor_id, e.actor_name,
        case e.subject_kind when 'client' then e.subject_id end, e.operation, e.channel, null, null,
        null, null, null, e.changed, null, null, null`,
      from: part`audit_entries e`,
      where: part`e.org_id = ${organization} and ${audited(subject, people)}`,
      at: 'e.at',
      id: 'e.id',
    },
    {
      kind: 'change',
      columns: part`'change', j.id, j.at, j.record_id, j.person_id, null,
        case j.kind when 'client' then j.record_id end, 'import.run', 'job', null, null,
        null, j.deed, null, null, null, j.import_id, null`,
      from: part`import_changes j`,
      // What was taken back is as if it had not been.
      where: part`j.org_id = ${organization} and j.outcome is distinct from 'restored' and ${
        ofCompany
          ? part`(j.record_id = ${subject.companyId} or j.record_id = ${people})`
          : part`j.record_id = ${people}`
      }`,
      at: 'j.at',
      id: 'j.id',
    },
    ...invoiceSources(organization, subject, about('i')),
  ]
}

/** Of an invoice only what was written in it: all else that is done with it is told from its rows. */
function audited(subject: Subject, people: Part): Part {
  if ('invoiceId' in subject)
    return part`e.subject_id = ${subject.invoiceId} and e.operation = 'invoice.update'`
  return 'companyId' in subject
    ? part`(e.subject_id = ${subject.companyId} or e.subject_id = ${people})`
    : part`e.subject_id = ${people}`
}

/** The newest `limit` events before the cursor, with names in place of ids. */
export function timelineQuery(
  organization: string,
  subject: Subject,
  kinds: readonly EventKind[],
  limit: number,
  after: Cursor | undefined,
): Part {
  const sources = sourcesOf(organization, subject).filter(({ kind }) => kinds.includes(kind))
  const newest = sources.map(({ columns, from, where, at, id }) => {
    const before = after
      ? part` and (${raw(at)}, ${raw(id)}) < (${after.value}::timestamptz, ${after.id}::uuid)`
      : part``
    return part`(select ${columns} from ${from} where ${where}${before}
      order by ${raw(`${at} desc, ${id} desc`)} limit ${limit})`
  })
  // The names of the columns come from the notes; without any rows they stand at the head of every page.
  const shape = part`(select ${sourceShape} where false)`
  return part`
    select t.kind, t.id, t.at, t.at::text as keyset_value, t.subject_id, t.actor_id,
      coalesce(t.actor_name, p.name) as actor_name, t.client_id, c.name as client_name,
      t.what, t.text, t.version, t.pinned, t.due_at, t.status, t.size, t.fields, t.imported, t.import_id,
      t.invoice
    from (select * from (${join([shape, ...newest], ' union all ')}) every
      order by every.at desc, every.id desc limit ${limit}) t
    left join people p on t.actor_name is null and p.id = t.actor_id
    left join clients c on c.org_id = ${organization} and c.id = t.client_id and c.deleted_at is null
    order by t.at desc, t.id desc`
}

const sourceShape = part`null::text as kind, null::uuid as id, null::timestamptz as at, null::uuid as subject_id,
  null::uuid as actor_id, null::text as actor_name, null::uuid as client_id, null::text as what, null::text as text,
  null::integer as version, null::boolean as pinned, null::timestamptz as due_at, null::text as status,
  null::bigint as size, null::text[] as fields, null::boolean as imported, null::uuid as import_id,
  null::jsonb as invoice`

/** How many events of each kind there are, each counted no further than the cap. */
export function countQuery(organization: string, subject: Subject, cap: number): Part {
  const counted = sourcesOf(organization, subject).map(
    ({ kind, from, where }) => part`(select ${kind}::text as kind, count(*) as value
      from (select 1 from ${from} where ${where} limit ${cap + 1}) capped)`,
  )
  return part`select kind, sum(value)::bigint as value from (${join(counted, ' union all ')}) all_kinds group by kind`
}
