/** Bank statements come in: read outside of any transaction, kept in one, each line once however often it is imported. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { byKey, part, type Sql } from '#src/core/db.ts'
import { forbidden } from '#src/core/errors.ts'
import { type Actor, operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { newId, organizationOf, present } from '#src/core/record.ts'
import { fileStorage } from '#src/services/storage.ts'
import { readStatement } from './bank-file.ts'
import {
  ImportedStatement,
  NewStatement,
  ReadLine,
  Refused,
  type Statement,
  StatementPage,
  StatementQuery,
} from './bank-schema.ts'
import { mostLines, statementRefused } from './bank-text.ts'

/** A statement shows what everybody pays. */
export function mustSeeAll({ visibility }: Actor): void {
  if (visibility !== 'all') throw forbidden('Bank statements are for those who see all clients.')
}

const columns = part`s.id, s.version, s.file_name, s.format, s.lines, s.added, s.created_at`
const mostRefused = 100

export const importStatement = operation({
  name: 'bank.import',
  route: 'POST /bank/statements',
  summary: 'Bring in a bank statement, CSV or CAMT.053; lines that are there already are not taken again',
  kind: 'reach',
  permission: 'invoices.issue',
  input: NewStatement,
  output: ImportedStatement,
  async run({ actor, call }, { fileId }) {
    mustSeeAll(actor)
    const [file, currency] = await Promise.all([call('file.get', { id: fileId }), call('bank.currency', {})])
    const { format, lines, refused } = await readStatement(fileStorage().read(file.storageKey), currency)
    if (lines.length === 0) throw statementRefused(refused[0]?.reason ?? 'The statement has no booked lines.')
    return call('bank.keep', { fileName: file.name, format, lines, refused: refused.slice(0, mostRefused) })
  },
})

export const readCurrency = operation({
  name: 'bank.currency',
  summary: 'Say which currency is meant where a statement names none',
  kind: 'read',
  permission: 'invoices.issue',
  input: z.strictObject({}),
  output: z.string(),
  async run({ sql, actor }) {
    const [row] = await sql<{ currency: string }>`${byKey}
      select currency from organizations where id = ${organizationOf(actor)}`
    return row!.currency
  },
})

/**
 * What makes each line itself. Two that say the same are two payments when one file has both, so they are counted: the
 * second of a day is the second again in a file that overlaps.
 */
function hashesOf(lines: readonly ReadLine[]): string[] {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const { account, bookedOn, amount, currency, name, iban, text, endToEndId, bankReference } = line
    const facts = JSON.stringify([
      account,
      bookedOn,
      amount,
      currency,
      name,
      iban,
      text,
      endToEndId,
      bankReference,
    ])
    const times = (seen.get(facts) ?? 0) + 1
    seen.set(facts, times)
    return createHash('sha256').update(`${facts} ${times}`).digest('base64url')
  })
}

export const keepStatement = operation({
  name: 'bank.keep',
  summary: 'Keep the lines of a statement that are not there yet',
  kind: 'write',
  permission: 'invoices.issue',
  input: z.strictObject({
    fileName: z.string(),
    format: z.enum(['csv', 'camt']),
    lines: z.array(ReadLine).max(mostLines),
    refused: z.array(Refused).max(mostRefused),
  }),
  output: ImportedStatement,
  async run({ sql, actor, touched }, { fileName, format, lines, refused }) {
    mustSeeAll(actor)
    const organization = organizationOf(actor)
    const id = newId()
    const hashes = hashesOf(lines)
    await sql`${byKey}
      insert into bank_statements (org_id, id, file_name, format, lines, added, imported_by)
      values (${organization}, ${id}, ${fileName}, ${format}, ${lines.length}, 0, ${actor.personId})`
    const rows = JSON.stringify(lines.map((line, i) => ({ ...line, id: newId(), hash: hashes[i] })))
    const [kept] = await sql<{ added: number }>`
      with made as (
        insert into bank_lines (org_id, id, statement_id, hash, account, booked_on, amount, currency, name, iban, text,
          end_to_end_id, bank_reference)
        select ${organization}, l.id, ${id}, l.hash, l.account, l."bookedOn", l.amount, l.currency, l.name, l.iban, l.text,
          l."endToEndId", l."bankReference"
        from jsonb_to_recordset(${rows}::jsonb) l(id uuid, hash text, account text, "bookedOn" date, amount bigint,
          currency text, name text, iban text, text text, "endToEndId" text, "bankReference" text)
        order by l.hash
        on conflict (org_id, hash) do nothing returning 1)
      select count(*) as added from made`
    await sql`${byKey}
      update bank_statements set added = ${kept!.added} where org_id = ${organization} and id = ${id}`
    touched('bank_statement', id)
    return { ...present(await readOne(sql, organization, id), undefined), refused }
  },
})

async function readOne(sql: Sql, organization: string, id: string): Promise<Statement | undefined> {
  const [row] = await sql<Statement>`${byKey}
    select ${columns} from bank_statements s where s.org_id = ${organization} and s.id = ${id}`
  return row
}

export const listStatements = operation({
  name: 'bank.statements',
  route: 'GET /bank/statements',
  summary: 'List the bank statements that were brought in',
  kind: 'read',
  permission: 'invoices.issue',
  input: StatementQuery,
  output: StatementPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    return page<Statement>(
      sql,
      {
        scope: `bank.statements ${organization}`,
        sorts: { createdAt: { expression: 's.created_at', type: 'timestamptz' } },
        select: columns,
        from: part`bank_statements s`,
        where: [part`s.org_id = ${organization}`],
        id: 's.id',
      },
      query,
    )
  },
})
