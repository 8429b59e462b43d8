/**
 * What Peppol BIS 3 and XRechnung 3 ask for beyond EN 16931, in sentences, and the strictest rules that an invoice has
 * everything for. Names in brackets are those of the rules. Pure.
 */
import { addressFaultOf } from './address-formats.ts'
import { namesTaxIds, type Profile, paymentMeansOf, registrationOf, vatIdOf } from './e-invoice.ts'
import type { Invoice, Party } from './schema.ts'

export interface Lack {
  path: string
  message: string
}

/** Peppol knows a country by the VAT id, else by the address. */
const countryOf = (party: Party, withTaxIds: boolean) => {
  const prefix = withTaxIds ? vatIdOf(party)?.slice(0, 2) : undefined
  return (prefix === 'EL' ? 'GR' : prefix) ?? party.address?.country ?? null
}

const email =
  /^[\w!#$%&"*+/=?^`{|}~-]+(\.[\w!#$%&"*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d]([a-z\d-]*[a-z\d])?$/i
const digitsOf = (text: string | null) => (text ?? '').replace(/\D/g, '')

/** What stands in an address, for the side it belongs to. */
function addressLacks(
  party: Party,
  whose: 'Your' | 'The buyer’s',
  parts: readonly ('line1' | 'city' | 'postalCode')[],
) {
  const words = { line1: 'street', city: 'city', postalCode: 'postal code' }
  const path = whose === 'Your' ? 'seller.address' : 'buyer.address'
  return parts
    .filter((part) => !party.address?.[part])
    .map((part) => ({ path: `${path}.${part}`, message: `${whose} ${words[part]} is missing.` }))
}

/** What both want: where it goes from and to (R010, R020). */
function networkLacks({ seller, buyer }: Invoice): Lack[] {
  const found: Lack[] = []
  if (!seller.electronicAddress)
    found.push({ path: 'seller.electronicAddress', message: 'Your address for e-invoices is missing.' })
  if (!buyer.electronicAddress)
    found.push({ path: 'buyer.electronicAddress', message: 'The buyer’s address for e-invoices is missing.' })
  return found
}

/** BR-DE-1 to BR-DE-31, as far as our invoices can break them. */
function germanLacks(invoice: Invoice): Lack[] {
  const { seller, buyer, buyerReference, paymentTerms } = invoice
  const found: Lack[] = []
  const lack = (path: string, message: string) => found.push({ path, message })
  if (!buyerReference) lack('buyerReference', 'The buyer’s reference (Leitweg-ID) is missing.') // BR-DE-15
  if (!seller.contactName) lack('seller.contact.name', 'Whom the buyer may ask is missing.') // BR-DE-5
  if (digitsOf(seller.phone).length < 3) lack('seller.contact.phone', 'Your phone number is missing.') // BR-DE-6, BR-DE-27
  if (!seller.email || !email.test(seller.email))
    lack('seller.contact.email', 'Your e-mail address is missing.') // BR-DE-7, BR-DE-28
  found.push(
    ...addressLacks(seller, 'Your', ['city', 'postalCode']), // BR-DE-3, BR-DE-4
    ...addressLacks(buyer, 'The buyer’s', ['city', 'postalCode']), // BR-DE-8 to BR-DE-11
  )
  if (/(^|\n)\s*#/.test(paymentTerms ?? ''))
    lack('paymentTerms', 'Terms of payment cannot have a line that begins with “#”.') // BR-DE-18
  return found
}

/** National rules of Peppol for sellers there; `within` when the buyer is there too. */
const national: Readonly<Record<string, (invoice: Invoice, within: boolean) => Lack[]>> = {
  DE: (invoice, within) => (within ? germanLacks(invoice) : []),
  DK(invoice, within) {
    const found: Lack[] = []
    if (!registrationOf(invoice.seller)?.scheme)
      found.push({
        path: 'seller.registrationNumber',
        message: 'Your CVR number, of eight digits, is missing.',
      })
    if (within && paymentMeansOf(invoice).code === '30')
      found.push({
        path: 'currency',
        message: 'Within Denmark, Peppol takes transfers to an IBAN only in euros.',
      })
    return found
  },
  GR: () => [
    {
      path: 'seller.country',
      message: 'Greek sellers send through their tax office’s platform, not Peppol.',
    },
  ],
  IS({ seller, buyer }, within) {
    const found = addressLacks(seller, 'Your', ['line1', 'postalCode'])
    if (!registrationOf(seller)?.scheme)
      found.push({ path: 'seller.registrationNumber', message: 'Your kennitala, of ten digits, is missing.' })
    if (within && !registrationOf(buyer)?.scheme)
      found.push({
        path: 'buyer.registrationNumber',
        message: 'The buyer’s kennitala, of ten digits, is missing.',
      })
    return within ? [...found, ...addressLacks(buyer, 'The buyer’s', ['line1', 'postalCode'])] : found
  },
  IT({ seller }) {
    const found = addressLacks(seller, 'Your', ['line1', 'city', 'postalCode'])
    if (seller.taxNumber && !/^[A-Z\d]{11,16}$/.test(seller.taxNumber))
      found.push({
        path: 'seller.taxNumber',
        message: 'An Italian tax number has 11 to 16 letters and digits.',
      })
    return found
  },
  NL(invoice, within) {
    const { seller, buyer } = invoice
    const found = addressLacks(seller, 'Your', ['line1', 'city', 'postalCode'])
    const known = (party: Party) => registrationOf(party)?.scheme !== null
    if (!known(seller))
      found.push({ path: 'seller.registrationNumber', message: 'A KvK number has eight digits.' })
    if (!within) return found
    if (!known(buyer))
      found.push({
        path: 'buyer.registrationNumber',
        message: 'The buyer’s KvK number has to have eight digits.',
      })
    if (!seller.iban) found.push({ path: 'seller.iban', message: 'Your IBAN is missing.' })
    return [...found, ...addressLacks(buyer, 'The buyer’s', ['line1', 'city', 'postalCode'])]
  },
  NO({ seller }) {
    const vatId = vatIdOf(seller) ?? ''
    const wrong =
      vatId.startsWith('NO') && (!/^NO\d{9}MVA$/.test(vatId) || addressFaultOf('0192', vatId.slice(2, 11)))
    return wrong ? [{ path: 'seller.vatId', message: 'A Norwegian VAT id is NO, nine digits and MVA.' }] : []
  },
  SE({ seller, taxes }) {
    const found: Lack[] = []
    const vatId = vatIdOf(seller) ?? ''
    if (vatId.startsWith('SE') && !/^SE\d{12}$/.test(vatId))
      found.push({ path: 'seller.vatId', message: 'A Swedish VAT id is SE and twelve digits.' })
    if (taxes.some(({ category, rate }) => category === 'S' && ![6, 12, 25].includes(Number(rate))))
      found.push({ path: 'lines', message: 'Sweden taxes with 6, 12 or 25 percent.' })
    if (
      seller.taxNumber &&
      seller.registrationNumber &&
      !/^godkänd för f-skatt$/i.test(seller.taxNumber.trim())
    )
      found.push({
        path: 'seller.taxNumber',
        message: 'A Swedish seller writes “Godkänd för F-skatt” as tax number.',
      })
    return found
  },
}

function peppolLacks(invoice: Invoice): Lack[] {
  const { seller, buyer, buyerReference, orderReference } = invoice
  const found = networkLacks(invoice)
  if (!buyerReference && !orderReference)
    // R003
    found.push({ path: 'buyerReference', message: 'The buyer’s reference or order number is missing.' })
  for (const [side, party] of [
    ['seller', seller],
    ['buyer', buyer],
  ] as const) {
    const address = party.electronicAddress
    const message = address && addressFaultOf(address.scheme, address.value)
    if (message) found.push({ path: `${side}.electronicAddress`, message })
  }
  const taxIds = namesTaxIds(invoice)
  const [from, to] = [countryOf(seller, taxIds), countryOf(buyer, taxIds)]
  return [...found, ...(national[from ?? '']?.(invoice, from === to) ?? [])]
}

/** What the invoice lacks to follow these rules, beside what every e-invoice needs. */
export function lacksOf(invoice: Invoice, profile: Profile): Lack[] {
  if (profile === 'peppol') return peppolLacks(invoice)
  return profile === 'xrechnung' ? [...networkLacks(invoice), ...germanLacks(invoice)] : []
}

/** The strictest rules that the invoice has everything for: XRechnung within Germany, else Peppol, else the standard. */
export function profileOf(invoice: Invoice): Profile {
  const { seller, buyer } = invoice
  const german = seller.address?.country === 'DE' && buyer.address?.country === 'DE'
  const wanted: Profile = german ? 'xrechnung' : 'peppol'
  return lacksOf(invoice, wanted).length === 0 ? wanted : 'en16931'
}
