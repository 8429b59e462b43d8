/**
 * Reads CAMT.053, the bank-to-customer statement of ISO 20022, whatever its version: 001.02 as well as 001.08 and later,
 * which put a party one element deeper and a status into a code.
 */
import { XMLParser } from 'fast-xml-parser'
import type { ReadLine, ReadStatement } from './bank-schema.ts'
import { minorUnits, mostLines, statementRefused, tidyAccount, tidyText, tooManyLines } from './bank-text.ts'

interface Element {
  [name: string]: Node | Node[]
}
type Node = string | Element

const several = new Set(['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd'])
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Characters by their number as well, which XML knows and this reader otherwise leaves as they are.
  htmlEntities: true,
  isArray: (name) => several.has(name),
})

/** What lies at a path; elements that may repeat are asked for with `all`. */
function at(node: Node | undefined, ...path: string[]): Node | undefined {
  let here: Node | Node[] | undefined = node
  for (const name of path) {
    const element: Node | undefined = Array.isArray(here) ? here[0] : here
    if (element === undefined || typeof element === 'string') return undefined
    here = Object.hasOwn(element, name) ? element[name] : undefined
  }
  return Array.isArray(here) ? here[0] : here
}
function all(node: Node | undefined, name: string): Node[] {
  if (node === undefined || typeof node === 'string' || !Object.hasOwn(node, name)) return []
  const found = node[name]
  return Array.isArray(found) ? found : found === undefined ? [] : [found]
}
function textAt(node: Node | undefined, ...path: string[]): string {
  const found = at(node, ...path)
  if (typeof found === 'string') return found
  const text = found?.['#text']
  return typeof text === 'string' ? text : ''
}
const oneOf = (...texts: string[]) => texts.find((text) => text !== '') ?? ''

export function readCamt(text: string): ReadStatement {
  // No statement has them, and what they can do is not wanted.
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw statementRefused('An XML file with a DOCTYPE is not read. Export the statement anew.')
  let whole: Node
  try {
    whole = parser.parse(text, true) as Node
  } catch {
    throw statementRefused('This XML file is damaged. Export the statement anew.')
  }
  const statements = all(at(whole, 'Document', 'BkToCstmrStmt'), 'Stmt')
  if (statements.length === 0)
    throw statementRefused('This XML file is no bank statement. Export it as CAMT.053.')
  const read: ReadStatement = { format: 'camt', lines: [], refused: [] }
  let row = 0
  for (const statement of statements) {
    const account = tidyAccount(
      oneOf(textAt(statement, 'Acct', 'Id', 'IBAN'), textAt(statement, 'Acct', 'Id', 'Othr', 'Id')),
    )
    for (const entry of all(statement, 'Ntry')) {
      row += 1
      // What is pending may never be booked, or be booked as something else.
      const status = oneOf(textAt(entry, 'Sts', 'Cd'), textAt(entry, 'Sts'))
      if (status && status !== 'BOOK') continue
      const lines = linesOf(entry, account)
      if (typeof lines === 'string') read.refused.push({ row, reason: lines })
      else read.lines.push(...lines)
      if (read.lines.length > mostLines) throw tooManyLines()
    }
  }
  return read
}

const signOf = (node: Node) => ({ CRDT: 1, DBIT: -1 })[textAt(node, 'CdtDbtInd')]

function amountOf(node: Node | undefined, currency = ''): { amount: number; currency: string } | undefined {
  if (node === undefined) return undefined
  const said = typeof node === 'string' ? '' : textAt(node, '@Ccy')
  const code = said || currency
  if (!/^[A-Z]{3}$/.test(code)) return undefined
  const text = typeof node === 'string' ? node : textAt(node, '#text')
  const amount = minorUnits(text, code)
  return amount === undefined || amount < 0 ? undefined : { amount, currency: code }
}

/** The lines of an entry: of a batch one for each of its transactions, if these come to what the entry says. */
function linesOf(entry: Node, account: string | null): ReadLine[] | string {
  const sign = signOf(entry)
  const whole = amountOf(at(entry, 'Amt'))
  const day = oneOf(
    textAt(entry, 'BookgDt', 'Dt'),
    textAt(entry, 'BookgDt', 'DtTm').slice(0, 10),
    textAt(entry, 'ValDt', 'Dt'),
    textAt(entry, 'ValDt', 'DtTm').slice(0, 10),
  ).slice(0, 10)
  if (!sign) return 'The entry does not say whether money came or went.'
  if (!whole) return 'The entry has no amount that can be read.'
  if (!isDay(day)) return 'The entry has no day that can be read.'
  if (whole.amount === 0) return []
  const details = all(entry, 'NtryDtls').flatMap((one) => all(one, 'TxDtls'))
  const line = (detail: Node | undefined, amount: number): ReadLine => ({
    account,
    bookedOn: day,
    amount,
    currency: whole.currency,
    ...otherSide(detail, amount),
    text: tidyText(textOf(entry, detail)),
    endToEndId: endToEndOf(detail),
    bankReference: tidyText(
      oneOf(textAt(detail, 'Refs', 'AcctSvcrRef'), textAt(entry, 'AcctSvcrRef'), textAt(entry, 'NtryRef')),
      100,
    ),
  })
  if (details.length > 1) {
    const amounts = details.map((detail) => {
      const said = amountOf(at(detail, 'Amt') ?? at(detail, 'AmtDtls', 'TxAmt', 'Amt'), whole.currency)
      return said?.currency === whole.currency ? said.amount * (signOf(detail) ?? sign) : undefined
    })
    const sum = amounts.reduce<number>((total, amount) => total + (amount ?? Number.NaN), 0)
    if (sum === whole.amount * sign)
      return details.flatMap((detail, i) => (amounts[i] ? [line(detail, amounts[i])] : []))
  }
  return [line(details[0], whole.amount * sign)]
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

/** Who paid, or was paid: whoever is not the account's owner. */
function otherSide(detail: Node | undefined, amount: number): Pick<ReadLine, 'name' | 'iban'> {
  const parties = at(detail, 'RltdPties')
  const role = amount > 0 ? 'Dbtr' : 'Cdtr'
  const name = oneOf(
    textAt(parties, role, 'Nm'),
    textAt(parties, role, 'Pty', 'Nm'),
    textAt(parties, `Ultmt${role}`, 'Nm'),
    textAt(parties, `Ultmt${role}`, 'Pty', 'Nm'),
  )
  const account = oneOf(
    textAt(parties, `${role}Acct`, 'Id', 'IBAN'),
    textAt(parties, `${role}Acct`, 'Id', 'Othr', 'Id'),
  )
  return { name: tidyText(name, 200), iban: tidyAccount(account) }
}

function textOf(entry: Node, detail: Node | undefined): string {
  const info = at(detail, 'RmtInf')
  const free = all(info, 'Ustrd').map((one) => textAt(one))
  const structured = all(info, 'Strd').flatMap((one) => [
    textAt(one, 'CdtrRefInf', 'Ref'),
    textAt(one, 'RfrdDocInf', 'Nb'),
    textAt(one, 'AddtlRmtInf'),
  ])
  const said = [...free, ...structured].filter((text) => text !== '').join(' ')
  return oneOf(said, textAt(detail, 'AddtlTxInf'), textAt(entry, 'AddtlNtryInf'))
}

function endToEndOf(detail: Node | undefined): string | null {
  const id = textAt(detail, 'Refs', 'EndToEndId')
  return id === 'NOTPROVIDED' ? null : tidyText(id, 100)
}
