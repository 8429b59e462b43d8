/** Exports: a list as a CSV file, written by a job and downloaded by whoever asked for it. */

import { part, type Sql } from '#src/core/db.ts'
import { invalidFields, notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { mustBeMember, mustExist, newId, organizationOf } from '#src/core/record.ts'
import { Export, ExportId, NewExport } from './export-schema.ts'
import { kinds } from './kinds.ts'

const columns = part`e.id, e.version, e.kind, e.status, e.rows, e.file_id, e.problem, e.created_at, e.finished_at,
  json_build_object('id', e.person_id, 'name', p.name) as person`

async function readExport(sql: Sql, organization: string, id: string): Promise<Export> {
  const [row] = await sql<Export>`
    select ${columns} from exports e left join people p on p.id = e.person_id
    where e.org_id = ${organization} and e.id = ${id} and e.kind <> 'books'`
  if (!row) throw notFound()
  return row
}

export const createExport = operation({
  name: 'export.create',
  route: 'POST /exports',
  summary: 'Write a list into a CSV file, without a limit of rows',
  kind: 'write',
  permission: 'exports',
  input: NewExport,
  output: Export,
  async run({ sql, actor, later, touched }, { kind, filter = {}, sort, columns: wanted }) {
    const organization = organizationOf(actor)
    const { fields } = kinds[kind]
    const unknown = (wanted ?? []).flatMap((name, index) =>
      Object.hasOwn(fields, name)
        ? []
        : [{ path: `columns.${index}`, message: `There is no field “${name}”.` }],
    )
    if (unknown.length > 0) throw invalidFields(unknown)
    await mustExist(sql, organization, 'companies', filter.companyId, 'filter.companyId')
    for (const [index, owner] of (filter.ownerId ?? []).entries())
      await mustBeMember(sql, organization, owner, `filter.ownerId.${index}`)
    const id = newId()
    await sql`
      insert into exports (org_id, id, kind, person_id, sees_all, filter, sort, columns)
      values (${organization}, ${id}, ${kind}, ${actor.personId}, app_sees_all(), ${JSON.stringify(filter)}::jsonb, ${sort},
        ${wanted ?? Object.keys(fields)})`
    await later('export.write', { id }, { key: id })
    touched('export', id)
    return readExport(sql, organization, id)
  },
})

export const getExport = operation({
  name: 'export.get',
  route: 'GET /exports/:id',
  summary: 'Look how far an export is; once it is done, it has a file',
  kind: 'read',
  permission: 'exports',
  input: ExportId,
  output: Export,
  async run({ sql, actor }, { id }) {
    return readExport(sql, organizationOf(actor), id)
  },
})
