/** What banks call the columns of their statements, in the languages that documents are written in and some more. */
import { wordsOf } from '#src/core/fold-text.ts'

export type Role =
  | 'day'
  | 'amount'
  | 'credit'
  | 'debit'
  | 'sign'
  | 'currency'
  | 'name'
  | 'payer'
  | 'payee'
  | 'iban'
  | 'account'
  | 'text'
  | 'kind'
  | 'endToEnd'
  | 'bankReference'
  | 'state'

/** Of several columns the earlier named is meant: the day of booking before that of value. */
const headings: Record<Role, string> = {
  day: `buchungstag|buchungsdatum|buchung|booking date|bookingdate|booked on|transaction date|completed date|date operation|
    date de comptabilisation|date comptable|fecha operacion|fecha de operacion|data operacji|data ksiegowania|data transakcji|
    data contabile|boekdatum|bogforingsdato|date|datum|fecha|data|dato|wertstellung|valutadatum|valuta datum|value date|valuta|
    date valeur|fecha valor|data waluty`,
  amount: `betrag|umsatz|amount|montant|importe|kwota|kwota operacji|kwota transakcji|importo|bedrag|belob|transaction amount|
    buchungsbetrag|betrag in kontowahrung|amount in account currency|valor|value`,
  credit: `haben|gutschrift|credit|credit amount|paid in|money in|eingang|entree|abono|abonos|haber|ingreso|uznania|uznanie|avere|
    entrate|deposits|deposit`,
  debit: `soll|lastschrift|debit|debit amount|paid out|money out|ausgang|sortie|cargo|cargos|debe|obciazenia|obciazenie|dare|
    uscite|withdrawals|withdrawal`,
  sign: `soll haben|soll haben kennzeichen|s h|debit credit|credit debit|cdtdbtind|af bij|credit debit indicator|direction|sens`,
  currency: `wahrung|waehrung|wahr|currency|ccy|devise|divisa|moneda|waluta|munt|account currency|kontowahrung`,
  name: `name zahlungsbeteiligter|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|zahlungsbeteiligter|
    auftraggeber empfanger|auftraggeber empfaenger|empfanger auftraggeber|auftraggeber begunstigter|name|payee|counterparty|
    counterparty name|partner name|partnername|gegenpartei|contrepartie|tiers|beneficiario|contraparte|nadawca odbiorca|
    dane kontrahenta|kontrahent|naam tegenpartij|naam omschrijving|name of counterparty|other party|merchant|beneficiary`,
  payer: `zahlungspflichtige r|zahlungspflichtiger|auftraggeber|payer|remitter|debtor|debtor name|donneur d ordre|ordenante|nadawca`,
  payee: `zahlungsempfanger in|zahlungsempfanger|zahlungsempfaenger|empfanger|empfaenger|creditor|creditor name|beneficiaire|odbiorca`,
  iban: `iban zahlungsbeteiligter|kontonummer iban|iban|iban gegenkonto|gegenkonto|kontonummer|counterparty iban|counterparty account|
    partner iban|partner account number|tegenrekening|iban beneficiaire|compte contrepartie|cuenta contraparte|
    rachunek kontrahenta|nr rachunku kontrahenta|numer rachunku|account number|iban des zahlungsbeteiligten`,
  account: `auftragskonto|iban auftragskonto|eigenes konto|own account|own iban|rekening|account|konto|rachunek|compte|cuenta`,
  text: `verwendungszweck|vwz|zahlungsreferenz|payment reference|reference|description|details|transaction details|narrative|memo|
    remittance information|libelle|motif|communication|concepto|observaciones|tytul|tytul operacji|tytul przelewu|opis|
    opis operacji|omschrijving|mededelingen|descrizione|causale|tekst|buchungsdetails|message|note`,
  kind: `buchungstext|umsatztyp|umsatzart|transaction type|type|typ|typ operacji|rodzaj operacji|tipo|nature`,
  endToEnd: `kundenreferenz end to end|kundenreferenz|end to end reference|end to end referenz|end to end id|endtoendid|e2e`,
  bankReference: `bankreferenz|bank reference|transaction id|transaktions id|reference number|id|numer referencyjny|sammlerreferenz`,
  state: `status|state|statut|estado`,
}

const known = new Map<string, { role: Role; rank: number }>()
for (const [role, names] of Object.entries(headings) as [Role, string][])
  for (const [rank, name] of names.split('|').entries())
    known.set(name.replace(/\s+/g, ' ').trim(), { role, rank })

/** "Betrag (€)", "Umsatz in EUR" and "Amount USD" are amounts. */
const plain = (heading: string) =>
  wordsOf(heading)
    .replace(/^(.+?)( in)? (eur|usd|gbp|chf|pln|euro)$/, '$1')
    .trim()

/** Which cells of a row of headings mean what; the likelier first. Empty for a row that is none. */
export function columnsOf(cells: readonly string[]): Map<Role, number[]> {
  const found = new Map<Role, { at: number; rank: number }[]>()
  for (const [at, cell] of cells.entries()) {
    if (cell.length > 60) continue
    const heading = known.get(wordsOf(cell)) ?? known.get(plain(cell))
    if (heading) found.set(heading.role, [...(found.get(heading.role) ?? []), { at, rank: heading.rank }])
  }
  return new Map(
    [...found].map(([role, columns]) => [role, columns.sort((a, b) => a.rank - b.rank).map(({ at }) => at)]),
  )
}
