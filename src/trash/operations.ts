/** The trash: what was deleted in the last thirty days and can be taken back. */
import { join, part, raw } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { TrashPage, TrashQuery, trashDays, trashKinds } from './schema.ts'

/** Per kind: its table, what it is called, and the client it is about. */
const kinds = {
  client: { table: 'clients', title: 'r.name', clientId: 'null::uuid' },
  company: { table: 'companies', title: 'r.name', clientId: 'null::uuid' },
  note: { table: 'notes', title: `left(split_part(r.body, E'\\n', 1), 120)`, clientId: 'r.client_id' },
  alert: { table: 'alerts', title: 'r.title', clientId: 'r.client_id' },
  // Only drafts can be thrown away, and they have no number yet.
  invoice: { table: 'invoices', title: `coalesce(r.reference, r.party)`, clientId: 'r.client_id' },
  item: { table: 'items', title: 'r.name', clientId: 'null::uuid' },
} as const

interface TrashRow {
  kind: (typeof trashKinds)[number]
  id: string
  title: string
  clientId: string | null
  clientName: string | null
  deletedAt: string
  deletedBy: string | null
  deletedByName: string | null
  mergedIntoId: string | null
  mergedIntoName: string | null
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

function purgeOn(deletedAt: string): string {
  const day = new Date(deletedAt)
  day.setUTCDate(day.getUTCDate() + trashDays)
  return day.toISOString().slice(0, 10)
}

export const listTrash = operation({
  name: 'trash.list',
  route: 'GET /trash',
  summary: 'List what lies in the trash, the latest first',
  kind: 'read',
  permission: 'trash.read',
  input: TrashQuery,
  output: TrashPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const wanted = query.kind?.length ? query.kind : trashKinds
    const each = wanted.map((kind) => {
      const { table, title, clientId } = kinds[kind]
      return part`select ${raw(`'${kind}'::text as kind, r.id, ${title} as title, ${clientId} as client_id,
        r.deleted_at, r.deleted_by from ${table} r`)} where r.org_id = ${organization} and r.deleted_at is not null`
    })
    const found = await page<TrashRow>(
      sql,
      {
        scope: `trash.list ${organization} ${wanted.join()}`,
        sorts: { deletedAt: { expression: 't.deleted_at', type: 'timestamptz' } },
        select: part`t.kind, t.id, t.title, t.client_id, c.name as client_name, t.deleted_at, t.deleted_by,
          p.name as deleted_by_name, m.client_id as merged_into_id, kept.name as merged_into_name`,
        from: part`(${join(each, ' union all ')}) t
          left join people p on p.id = t.deleted_by
          left join clients c on c.org_id = ${organization} and c.id = t.client_id
          left join merges m on m.org_id = ${organization} and m.other_id = t.id and m.undone_at is null
          left join clients kept on kept.org_id = ${organization} and kept.id = m.client_id`,
        countFrom: part`(${join(each, ' union all ')}) t`,
        where: [part`true`],
        id: 't.id',
      },
      query,
    )
    const items = found.items.map((row) => ({
      kind: row.kind,
      id: row.id,
      title: row.title,
      client: named(row.clientId, row.clientName),
      mergedInto: named(row.mergedIntoId, row.mergedIntoName),
      deletedAt: row.deletedAt,
      deletedBy: named(row.deletedBy, row.deletedByName),
      purgeOn: purgeOn(row.deletedAt),
    }))
    return { ...found, items }
  },
})
