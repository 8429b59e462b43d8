/** What keeps imports going when a job has died, and ends those that cannot go on. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { now } from '#src/core/clock.ts'
import { part, type Sql } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { may, type Role } from '#src/core/permissions.ts'
import { organizationOf } from '#src/core/record.ts'
import { forgetJournal, forgetSome } from './forget.ts'
import {
  emptyOutcome,
  type ImportRecord,
  importColumns,
  importTables,
  isWorking,
  lockImport,
  sendJob,
  wakeNext,
} from './record.ts'
import { hasLeft, mayNoLonger } from './rights.ts'

/** Nothing was heard of an import for so long: its job has died. The definer function says the same. */
const silence = 10_000
/** So many jobs died one after the other without doing anything. */
const stallLimit = 6

export const failImport = operation({
  name: 'import.fail',
  summary: 'End an import that cannot go on, and say why',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ id: z.uuid(), problem: z.string() }),
  output: z.null(),
  async run({ sql, actor, later }, { id, problem }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (!isWorking(record)) return null
    await endWith(sql, organization, record, problem)
    await wakeNext(sql, organization, later)
    return null
  },
})

async function endWith(sql: Sql, organization: string, record: ImportRecord, problem: string): Promise<void> {
  const { id, status, outcome, tally, endedAs } = record
  const sum = outcome ?? emptyOutcome
  // What was being taken back is again what it was, and can be gone on with.
  const undoing = status === 'undoing'
  const settled = undoing ? sum : { ...sum, refused: sum.refused + (tally?.refused ?? 0) }
  await sql`
    update imports set status = ${undoing ? (endedAs ?? 'done') : 'failed'}, problem = ${problem}, outcome = ${JSON.stringify(settled)}::jsonb,
      run_requested = false, file_id = null, finished_at = coalesce(finished_at, now()), updated_at = now(), version = version + 1
    where org_id = ${organization} and id = ${id}`
  await tellChanges(sql, [{ kind: 'import', id }])
}

interface Watched extends ImportRecord {
  beatAt: string
  stalls: number
  askerId: string
  askerName: string | null
  role: Role | null
}

export const watchImports = operation({
  name: 'import.watch',
  summary: 'Go on with imports whose job died, and end those whose person has left',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.null(),
  async run({ sql, actor, later }) {
    const organization = organizationOf(actor)
    const asker = part`case i.status when 'undoing' then i.undone_by else i.person_id end`
    const watched = await sql<Watched>`
      select ${importColumns}, i.beat_at, i.stalls, ${asker} as asker_id, a.name as asker_name, m.role
      from ${importTables}
      left join people a on a.id = ${asker}
      left join memberships m on m.org_id = i.org_id and m.person_id = ${asker} and m.ended_at is null
      where i.org_id = ${organization} and i.status in ('reading', 'checking', 'waiting', 'running', 'undoing')
      order by i.created_at, i.id for update of i skip locked`
    const silentSince = now().getTime() - silence
    let waits = false
    for (const one of watched) {
      const name = one.askerName ?? one.personName
      if (!one.role) await endWith(sql, organization, one, hasLeft(name))
      else if (!may(one.role, 'imports')) await endWith(sql, organization, one, mayNoLonger(name))
      else if (one.status === 'waiting') waits = true
      else if (Date.parse(one.beatAt) >= silentSince) continue
      else if (one.stalls >= stallLimit) await endWith(sql, organization, one, givenUp)
      else {
        await sql`
          update imports set beat_at = now(), stalls = stalls + 1 where org_id = ${organization} and id = ${one.id}`
        await sendJob(later, one, one.askerId)
      }
    }
    if (waits) await wakeNext(sql, organization, later)
    return null
  },
})

const givenUp = 'It stopped again and again at the same place. What came in until then can be taken back.'

export const purgeImports = operation({
  name: 'import.purge',
  summary: 'Forget the rows and the journal of imports that can no longer be taken back',
  kind: 'reach',
  permission: 'system',
  input: z.strictObject({}),
  output: z.null(),
  async run({ call }) {
    while ((await call('import.purge_batch', {})).more);
    return null
  },
})

export const purgeImportBatch = operation({
  name: 'import.purge_batch',
  summary: 'Forget some rows of an import that can no longer be taken back',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ more: z.boolean() }),
  async run({ sql, actor }) {
    const organization = organizationOf(actor)
    const old = new Date(now().getTime() - 31 * 86_400_000).toISOString()
    const [one] = await sql<{ id: string; purgePosition: string }>`
      select i.id, i.purge_position from imports i where i.org_id = ${organization} and i.purged_at is null and i.created_at < ${old}
        and i.status not in ('reading', 'checking', 'waiting', 'running', 'undoing')
      order by i.created_at, i.id limit 1 for update skip locked`
    if (!one) return { more: false }
    // What its columns hold are people's data too; the history keeps the numbers.
    const rows = await forgetSome(sql, organization, one.id, [
      'import_rows',
      'import_verdicts',
      'import_keys',
      'import_words',
    ])
    const journal = await forgetJournal(sql, organization, one)
    if (!rows && !journal)
      await sql`
        update imports set purged_at = now(), columns = '[]', found = '[]', example = null
        where org_id = ${organization} and id = ${one.id}`
    return { more: true }
  },
})
