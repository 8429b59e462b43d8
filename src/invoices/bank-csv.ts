/** Reads a bank's CSV, whose columns each bank calls as it likes: they are known by their headings, and by what is in them. */
import { parse } from 'csv-parse/sync'
import { wordsOf } from '#src/core/fold-text.ts'
import { type DayOrder, dayOrderOf, readDay } from '#src/core/read-day.ts'
import { type DecimalMark, decimalMarkOf, readNumber } from '#src/core/read-number.ts'
import { columnsOf, type Role } from './bank-columns.ts'
import type { ReadLine, ReadStatement } from './bank-schema.ts'
import { minorUnits, mostLines, statementRefused, tidyAccount, tidyText, tooManyLines } from './bank-text.ts'

const separators = [';', ',', '\t'] as const
type Separator = (typeof separators)[number]

function recordsOf(text: string, delimiter: Separator, most?: number): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: 256 * 1024,
      ...(most === undefined ? {} : { to: most }),
    })
  } catch {
    return []
  }
}

/** So many cells in a row are no statement's, and reading them would take longer than anybody waits. */
const wide = /^(?:(?:[^\n;]*;){200}|(?:[^\n,]*,){200}|(?:[^\n\t]*\t){200})/m

interface Table {
  columns: Map<Role, number[]>
  records: string[][]
  /** The row of the headings, from 0. */
  heading: number
}

/** Banks write their own name, the account and a balance above the table: its headings are the row that reads like some. */
function tableOf(text: string): Table {
  if (wide.test(text)) throw statementRefused('The statement has more than 200 columns.')
  let best: { separator: Separator; heading: number; columns: Map<Role, number[]> } | undefined
  for (const separator of separators)
    for (const [heading, cells] of recordsOf(text, separator, 40).entries()) {
      const columns = columnsOf(cells)
      if (!columns.has('day') || !(columns.has('amount') || columns.has('credit') || columns.has('debit')))
        continue
      if (!best || columns.size > best.columns.size) best = { separator, heading, columns }
    }
  if (!best)
    throw statementRefused(
      'No columns with a day and an amount were found. Export the statement as CSV with headings, or as CAMT.053.',
    )
  const records = recordsOf(text, best.separator)
  if (records.length > best.heading + 1 + mostLines) throw tooManyLines()
  return { columns: best.columns, records, heading: best.heading }
}

/** What most cells of a column say, where they say something. */
function mostSaid<T>(cells: string[], say: (text: string) => T | null): T | null {
  const counts = new Map<T, number>()
  for (const cell of cells) {
    const said = say(cell)
    if (said !== null) counts.set(said, (counts.get(said) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const wentOut = new Set(['s', 'soll', 'd', 'dbit', 'debit', 'debet', 'af', 'out', 'belastung', 'wn'])
const pending = /^(vorgemerkt|pending|reverted|declined|failed|offen|en attente|pendiente|oczekujaca)/

export function readBankCsv(text: string, usualCurrency: string): ReadStatement {
  const { columns, records, heading } = tableOf(text)
  const cellsOf = (record: string[], role: Role) =>
    (columns.get(role) ?? []).map((at) => (record[at] ?? '').trim()).filter((cell) => cell !== '')
  const cell = (record: string[], role: Role) => cellsOf(record, role)[0] ?? ''
  const rows = records.slice(heading + 1)
  const order: DayOrder =
    mostSaid(
      rows.map((row) => cell(row, 'day')),
      dayOrderOf,
    ) ?? 'dayFirst'
  const money = rows.flatMap((row) => [cell(row, 'amount'), cell(row, 'credit'), cell(row, 'debit')])
  const mark: DecimalMark = mostSaid(money.map(bareNumber), decimalMarkOf) ?? '.'

  /** In minor units, below zero for what went out; undefined for what is no amount. */
  function amountOf(row: string[], currency: string): number | undefined {
    const read = (given: string) => {
      // Some write the sign behind, or a letter for it.
      const [, digits = '', behind = ''] = /^(.*?)\s*(-|[SHDC]|DR|CR)?$/i.exec(bareNumber(given)) ?? []
      const number = readNumber(digits, mark)
      const amount = number === null ? undefined : minorUnits(number, currency)
      return amount === undefined ? undefined : /^(-|S|D|DR)$/i.test(behind) ? -Math.abs(amount) : amount
    }
    const one = cell(row, 'amount')
    if (one) {
      const amount = read(one)
      const out = wentOut.has(wordsOf(cell(row, 'sign')))
      return amount === undefined ? undefined : out ? -Math.abs(amount) : amount
    }
    const came = cell(row, 'credit') ? read(cell(row, 'credit')) : 0
    const went = cell(row, 'debit') ? read(cell(row, 'debit')) : 0
    if (came === undefined || went === undefined) return undefined
    return Math.abs(came) - Math.abs(went)
  }

  const read: ReadStatement = { format: 'csv', lines: [], refused: [] }
  for (const [index, row] of rows.entries()) {
    if (row.every((one) => !one.trim()) || pending.test(wordsOf(cell(row, 'state')))) continue
    const day = readDay(cell(row, 'day'), order)
    const said = cell(row, 'currency').toUpperCase()
    const currency = /^[A-Z]{3}$/.test(said) ? said : usualCurrency
    const amount = amountOf(row, currency)
    if (!('day' in day) || amount === undefined) {
      const what = 'day' in day ? 'amount' : 'day'
      read.refused.push({ row: heading + index + 2, reason: `The row has no ${what} that can be read.` })
    } else if (amount !== 0) read.lines.push(lineOf(row, { bookedOn: day.day, amount, currency }))
  }
  if (read.lines.length > mostLines) throw tooManyLines()
  return read

  function lineOf(row: string[], known: Pick<ReadLine, 'bookedOn' | 'amount' | 'currency'>): ReadLine {
    const named = known.amount > 0 ? 'payer' : 'payee'
    const texts = [...new Set([...cellsOf(row, 'text'), ...cellsOf(row, 'kind')])]
    return {
      ...known,
      account: tidyAccount(cell(row, 'account')),
      name: tidyText(cell(row, named) || cell(row, 'name'), 200),
      iban: tidyAccount(cell(row, 'iban')),
      text: tidyText(texts.join(' ')),
      endToEndId: /^notprovided$/i.test(cell(row, 'endToEnd')) ? null : tidyText(cell(row, 'endToEnd'), 100),
      bankReference: tidyText(cell(row, 'bankReference'), 100),
    }
  }
}

/** An amount without its currency. */
const bareNumber = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll('\u2212', '-')
    .replace(/\p{Sc}|\b(EUR|USD|GBP|CHF|PLN|zł)\b/gu, '')
    .trim()
