/** Reads UBL 2.1 into business terms, by CEN/TS 16931-3-2 and from nothing of ours. */
import { type Model, type ModelLine, type Terms, terms } from './model-world.ts'
import { all, first, type Node, textAt as text } from './xml-world.ts'

const attribute = (node: Node | undefined, path: string, name: string) => first(node, path)?.attributes[name]
const isVat = (node: Node, path: string) => text(node, path)?.toUpperCase() === 'VAT'

/** "#AAI#words": the code of the subject stands before the note. */
function note(root: Node): Record<string, string | undefined> {
  const whole = text(root, 'cbc:Note')
  const [, code, words] = /^#([A-Z]{3})#([\s\S]*)$/.exec(whole ?? '') ?? []
  return { 'BT-21': code, 'BT-22': words ?? whole, 'BT-22-count': String(all(root, 'cbc:Note').length) }
}

function address(node: Node | undefined, numbers: readonly string[]): Record<string, string | undefined> {
  const paths = [
    'cbc:StreetName',
    'cbc:AdditionalStreetName',
    'cbc:CityName',
    'cbc:PostalZone',
    'cbc:CountrySubentity',
    'cac:Country/cbc:IdentificationCode',
  ]
  return Object.fromEntries(numbers.map((number, i) => [number, text(node, paths[i]!)]))
}

/** Seller and buyer have the same terms under other numbers. */
function party(node: Node | undefined, no: Record<string, string>): Record<string, string | undefined> {
  const schemes = all(node, 'cac:PartyTaxScheme')
  const ids = (vat: boolean) => schemes.filter((one) => isVat(one, 'cac:TaxScheme/cbc:ID') === vat)
  const contact = first(node, 'cac:Contact')
  return {
    [no.name!]: text(node, 'cac:PartyLegalEntity/cbc:RegistrationName'),
    [no.id!]: text(node, 'cac:PartyIdentification/cbc:ID'),
    [no.registration!]: text(node, 'cac:PartyLegalEntity/cbc:CompanyID'),
    [`${no.registration}-1`]: attribute(node, 'cac:PartyLegalEntity/cbc:CompanyID', 'schemeID'),
    [no.vatId!]: text(ids(true)[0], 'cbc:CompanyID'),
    ...(no.taxNumber ? { [no.taxNumber]: text(ids(false)[0], 'cbc:CompanyID') } : {}),
    [no.endpoint!]: text(node, 'cbc:EndpointID'),
    [`${no.endpoint}-1`]: attribute(node, 'cbc:EndpointID', 'schemeID'),
    [no.contact!]: contact && 'there',
    [no.contactName!]: text(contact, 'cbc:Name'),
    [no.phone!]: text(contact, 'cbc:Telephone'),
    [no.email!]: text(contact, 'cbc:ElectronicMail'),
  }
}

const adjustment = (
  node: Node,
  [amount, base, percent, category, rate, reason, code]: readonly string[],
): Terms =>
  terms({
    [amount!]: text(node, 'cbc:Amount'),
    [base!]: text(node, 'cbc:BaseAmount'),
    [percent!]: text(node, 'cbc:MultiplierFactorNumeric'),
    ...(category && rate
      ? {
          [category]: text(node, 'cac:TaxCategory/cbc:ID'),
          [rate]: text(node, 'cac:TaxCategory/cbc:Percent'),
        }
      : {}),
    [reason!]: text(node, 'cbc:AllowanceChargeReason'),
    [code!]: text(node, 'cbc:AllowanceChargeReasonCode'),
  })

const adjustments = (node: Node, isCharge: boolean, numbers: readonly string[]) =>
  all(node, 'cac:AllowanceCharge')
    .filter((one) => text(one, 'cbc:ChargeIndicator') === String(isCharge))
    .map((one) => adjustment(one, numbers))

function line(node: Node, quantity: string): ModelLine {
  return {
    terms: terms({
      'BT-126': text(node, 'cbc:ID'),
      'BT-129': text(node, quantity),
      'BT-130': attribute(node, quantity, 'unitCode'),
      'BT-131': text(node, 'cbc:LineExtensionAmount'),
      'BT-146': text(node, 'cac:Price/cbc:PriceAmount'),
      'BT-149': text(node, 'cac:Price/cbc:BaseQuantity'),
      'BT-151': text(node, 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID'),
      'BT-152': text(node, 'cac:Item/cac:ClassifiedTaxCategory/cbc:Percent'),
      'BT-153': text(node, 'cac:Item/cbc:Name'),
      'BT-154': text(node, 'cac:Item/cbc:Description'),
    }),
    allowances: adjustments(node, false, ['BT-136', 'BT-137', 'BT-138', '', '', 'BT-139', 'BT-140']),
    charges: adjustments(node, true, ['BT-141', 'BT-142', 'BT-143', '', '', 'BT-144', 'BT-145']),
  }
}

function payment(root: Node): Record<string, string | undefined> {
  const means = first(root, 'cac:PaymentMeans')
  const account = first(means, 'cac:PayeeFinancialAccount')
  return {
    'BG-16': means && 'there',
    'BT-81': text(means, 'cbc:PaymentMeansCode'),
    'BT-83': text(means, 'cbc:PaymentID'),
    'BG-17': account && 'there',
    'BT-84': text(account, 'cbc:ID'),
    'BT-85': text(account, 'cbc:Name'),
    'BT-86': text(account, 'cac:FinancialInstitutionBranch/cbc:ID'),
  }
}

function totals(root: Node): Record<string, string | undefined> {
  const sums = first(root, 'cac:LegalMonetaryTotal')
  const tax = all(root, 'cac:TaxTotal')
  return {
    'BT-106': text(sums, 'cbc:LineExtensionAmount'),
    'BT-107': text(sums, 'cbc:AllowanceTotalAmount'),
    'BT-108': text(sums, 'cbc:ChargeTotalAmount'),
    'BT-109': text(sums, 'cbc:TaxExclusiveAmount'),
    'BT-110': text(tax[0], 'cbc:TaxAmount'),
    'BT-110-count': String(tax.length),
    'BT-112': text(sums, 'cbc:TaxInclusiveAmount'),
    'BT-113': text(sums, 'cbc:PrepaidAmount'),
    'BT-114': text(sums, 'cbc:PayableRoundingAmount'),
    'BT-115': text(sums, 'cbc:PayableAmount'),
  }
}

export function readUbl(root: Node): Model {
  const isCredit = root.name === 'CreditNote'
  const seller = first(root, 'cac:AccountingSupplierParty/cac:Party')
  const buyer = first(root, 'cac:AccountingCustomerParty/cac:Party')
  const period = first(root, 'cac:InvoicePeriod')
  const preceding = first(root, 'cac:BillingReference/cac:InvoiceDocumentReference')
  const place = first(root, 'cac:Delivery/cac:DeliveryLocation/cac:Address')
  return {
    head: terms({
      'BT-1': text(root, 'cbc:ID'),
      'BT-2': text(root, 'cbc:IssueDate'),
      'BT-3': text(root, isCredit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode'),
      'BT-5': text(root, 'cbc:DocumentCurrencyCode'),
      'BT-6': text(root, 'cbc:TaxCurrencyCode'),
      'BT-7': text(root, 'cbc:TaxPointDate'),
      'BT-8': text(period, 'cbc:DescriptionCode'),
      'BT-9': text(root, isCredit ? 'cac:PaymentMeans/cbc:PaymentDueDate' : 'cbc:DueDate'),
      'BT-10': text(root, 'cbc:BuyerReference'),
      'BT-13': text(root, 'cac:OrderReference/cbc:ID'),
      'BT-20': text(root, 'cac:PaymentTerms/cbc:Note'),
      ...note(root),
      'BT-23': text(root, 'cbc:ProfileID'),
      'BT-24': text(root, 'cbc:CustomizationID'),
      'BG-3': preceding && 'there',
      'BT-25': text(preceding, 'cbc:ID'),
      'BT-26': text(preceding, 'cbc:IssueDate'),
      ...party(seller, {
        ...{ name: 'BT-27', id: 'BT-29', registration: 'BT-30', vatId: 'BT-31', taxNumber: 'BT-32' },
        ...{ endpoint: 'BT-34', contact: 'BG-6', contactName: 'BT-41', phone: 'BT-42', email: 'BT-43' },
      }),
      'BG-5': first(seller, 'cac:PostalAddress') && 'there',
      ...address(first(seller, 'cac:PostalAddress'), ['BT-35', 'BT-36', 'BT-37', 'BT-38', 'BT-39', 'BT-40']),
      ...party(buyer, {
        ...{ name: 'BT-44', id: 'BT-46', registration: 'BT-47', vatId: 'BT-48', endpoint: 'BT-49' },
        ...{ contact: 'BG-9', contactName: 'BT-56', phone: 'BT-57', email: 'BT-58' },
      }),
      'BG-8': first(buyer, 'cac:PostalAddress') && 'there',
      ...address(first(buyer, 'cac:PostalAddress'), ['BT-50', 'BT-51', 'BT-52', 'BT-53', 'BT-54', 'BT-55']),
      'BT-70': text(root, 'cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name'),
      'BT-72': text(root, 'cac:Delivery/cbc:ActualDeliveryDate'),
      'BG-14': period && 'there',
      'BT-73': text(period, 'cbc:StartDate'),
      'BT-74': text(period, 'cbc:EndDate'),
      'BG-15': place && 'there',
      ...address(place, ['BT-75', 'BT-76', 'BT-77', 'BT-78', 'BT-79', 'BT-80']),
      ...payment(root),
      ...totals(root),
    }),
    allowances: adjustments(root, false, ['BT-92', 'BT-93', 'BT-94', 'BT-95', 'BT-96', 'BT-97', 'BT-98']),
    charges: adjustments(root, true, ['BT-99', 'BT-100', 'BT-101', 'BT-102', 'BT-103', 'BT-104', 'BT-105']),
    taxes: all(root, 'cac:TaxTotal/cac:TaxSubtotal').map((one) =>
      terms({
        'BT-116': text(one, 'cbc:TaxableAmount'),
        'BT-117': text(one, 'cbc:TaxAmount'),
        'BT-118': text(one, 'cac:TaxCategory/cbc:ID'),
        'BT-119': text(one, 'cac:TaxCategory/cbc:Percent'),
        'BT-120': text(one, 'cac:TaxCategory/cbc:TaxExemptionReason'),
        'BT-121': text(one, 'cac:TaxCategory/cbc:TaxExemptionReasonCode'),
      }),
    ),
    lines: all(root, isCredit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine').map((one) =>
      line(one, isCredit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity'),
    ),
  }
}
