/**
 * UBL 2.1: the syntax of Peppol, and the other of XRechnung. The order of elements is that of its schema; EN 16931-3-2
 * says where each business term goes.
 */
import {
  type Adjustment,
  goesAbroad,
  type Issued,
  identifierOf,
  linesOf,
  namesTaxIds,
  noteOf,
  type Preceding,
  paymentMeansOf,
  registrationOf,
  type Specification,
  sumsOf,
  taxesOf,
  typeCodeOf,
  vatIdOf,
  type WrittenLine,
  type WrittenTax,
} from './e-invoice.ts'
import type { Party } from './schema.ts'
import { type Element, element as el, writeXml } from './xml.ts'

type Money = (name: string, amount: string | null) => Element | null

const category = (
  name: string,
  { category: id, rate, reason }: Pick<WrittenTax, 'category' | 'rate'> & Partial<Pick<WrittenTax, 'reason'>>,
) =>
  el(name, [
    el('cbc:ID', id),
    el('cbc:Percent', rate),
    el('cbc:TaxExemptionReasonCode', reason?.code),
    el('cbc:TaxExemptionReason', reason?.text),
    el('cac:TaxScheme', [el('cbc:ID', 'VAT')]),
  ])

const adjustment = (one: Adjustment, money: Money, ofGroup: Element | null = null) =>
  el('cac:AllowanceCharge', [
    el('cbc:ChargeIndicator', String(one.isCharge)),
    el('cbc:AllowanceChargeReasonCode', one.reasonCode),
    el('cbc:AllowanceChargeReason', one.reason),
    el('cbc:MultiplierFactorNumeric', one.percent),
    money('cbc:Amount', one.amount),
    money('cbc:BaseAmount', one.base),
    ofGroup,
  ])

const postalAddress = (name: string, { address }: Party) =>
  el(name, [
    el('cbc:StreetName', address?.line1),
    el('cbc:AdditionalStreetName', address?.line2),
    el('cbc:CityName', address?.city),
    el('cbc:PostalZone', address?.postalCode),
    el('cbc:CountrySubentity', address?.region),
    el('cac:Country', [el('cbc:IdentificationCode', address?.country)]),
  ])

function taxScheme(id: string | null, scheme: string): Element | null {
  const companyId = el('cbc:CompanyID', id)
  return companyId && el('cac:PartyTaxScheme', [companyId, el('cac:TaxScheme', [el('cbc:ID', scheme)])])
}

function party(name: string, one: Party, withTaxIds: boolean, seller?: { identifier: string | null }) {
  const registration = registrationOf(one)
  return el(name, [
    el('cac:Party', [
      el('cbc:EndpointID', one.electronicAddress?.value, {
        schemeID: one.electronicAddress?.scheme ?? '',
      }),
      el('cac:PartyIdentification', [el('cbc:ID', seller?.identifier)]),
      postalAddress('cac:PostalAddress', one),
      taxScheme(withTaxIds ? vatIdOf(one) : null, 'VAT'),
      // Only a seller has a tax number of its country (BT-32); any scheme but VAT says so.
      taxScheme(seller ? one.taxNumber : null, 'TAX'),
      el('cac:PartyLegalEntity', [
        el('cbc:RegistrationName', one.name),
        el(
          'cbc:CompanyID',
          registration?.value,
          registration?.scheme ? { schemeID: registration.scheme } : {},
        ),
      ]),
      el('cac:Contact', [
        el('cbc:Name', one.contactName),
        el('cbc:Telephone', one.phone),
        el('cbc:ElectronicMail', one.email),
      ]),
    ]),
  ])
}

const line = (one: WrittenLine, isCredit: boolean, money: Money) =>
  el(isCredit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine', [
    el('cbc:ID', one.id),
    el(isCredit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', one.quantity, {
      unitCode: one.unitCode,
    }),
    money('cbc:LineExtensionAmount', one.net),
    ...one.adjustments.map((each) => adjustment(each, money)),
    el('cac:Item', [
      el('cbc:Description', one.description),
      el('cbc:Name', one.name),
      category('cac:ClassifiedTaxCategory', one),
    ]),
    el('cac:Price', [money('cbc:PriceAmount', one.price)]),
  ])

const period = ({ periodStartsOn, periodEndsOn }: Issued) =>
  el('cac:InvoicePeriod', [el('cbc:StartDate', periodStartsOn), el('cbc:EndDate', periodEndsOn)])

function paymentMeans(invoice: Issued): Element | null {
  const { code, iban, bic, name } = paymentMeansOf(invoice)
  return el('cac:PaymentMeans', [
    el('cbc:PaymentMeansCode', code),
    // A credit note has no due day of its own in UBL, but here (BT-9).
    invoice.type === 'credit_note' ? el('cbc:PaymentDueDate', invoice.dueOn) : null,
    el('cbc:PaymentID', invoice.number),
    iban
      ? el('cac:PayeeFinancialAccount', [
          el('cbc:ID', iban),
          el('cbc:Name', name),
          el('cac:FinancialInstitutionBranch', [el('cbc:ID', bic)]),
        ])
      : null,
  ])
}

function delivery(invoice: Issued): Element | null {
  const abroad = goesAbroad(invoice)
  return el('cac:Delivery', [
    el('cbc:ActualDeliveryDate', invoice.deliveredOn),
    abroad ? el('cac:DeliveryLocation', [postalAddress('cac:Address', invoice.buyer)]) : null,
    abroad ? el('cac:DeliveryParty', [el('cac:PartyName', [el('cbc:Name', invoice.buyer.name)])]) : null,
  ])
}

/** The invoice or credit note as UBL, in UTF-8. */
export function writeUbl(invoice: Issued, specification: Specification, preceding: Preceding | null): string {
  const { customization, process } = specification
  const isCredit = invoice.type === 'credit_note'
  const root = isCredit ? 'CreditNote' : 'Invoice'
  const money: Money = (name, amount) => el(name, amount, { currencyID: invoice.currency })
  const taxIds = namesTaxIds(invoice)
  const note = noteOf(invoice)
  const groups = taxesOf(invoice, specification)
  const sums = sumsOf(invoice)
  const document = el(
    root,
    [
      el('cbc:CustomizationID', customization),
      el('cbc:ProfileID', process),
      el('cbc:ID', invoice.number),
      el('cbc:IssueDate', invoice.issuedOn),
      isCredit ? null : el('cbc:DueDate', invoice.dueOn),
      el(isCredit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', typeCodeOf(invoice)),
      el('cbc:Note', note && (note.subject ? `#${note.subject}#${note.text}` : note.text)),
      el('cbc:DocumentCurrencyCode', invoice.currency),
      el('cbc:BuyerReference', invoice.buyerReference),
      period(invoice),
      el('cac:OrderReference', [el('cbc:ID', invoice.orderReference)]),
      preceding &&
        el('cac:BillingReference', [
          el('cac:InvoiceDocumentReference', [
            el('cbc:ID', preceding.number),
            el('cbc:IssueDate', preceding.issuedOn),
          ]),
        ]),
      party('cac:AccountingSupplierParty', invoice.seller, taxIds, { identifier: identifierOf(invoice) }),
      party('cac:AccountingCustomerParty', invoice.buyer, taxIds),
      delivery(invoice),
      paymentMeans(invoice),
      el('cac:PaymentTerms', [el('cbc:Note', invoice.paymentTerms)]),
      ...groups.map(
        (group) =>
          group.allowance &&
          adjustment(group.allowance, money, category('cac:TaxCategory', { ...group, reason: null })),
      ),
      el('cac:TaxTotal', [
        money('cbc:TaxAmount', sums.tax),
        ...groups.map((group) =>
          el('cac:TaxSubtotal', [
            money('cbc:TaxableAmount', group.net),
            money('cbc:TaxAmount', group.tax),
            category('cac:TaxCategory', { ...group, rate: group.breakdownRate }),
          ]),
        ),
      ]),
      el('cac:LegalMonetaryTotal', [
        money('cbc:LineExtensionAmount', sums.lines),
        money('cbc:TaxExclusiveAmount', sums.withoutTax),
        money('cbc:TaxInclusiveAmount', sums.withTax),
        money('cbc:AllowanceTotalAmount', sums.allowances),
        money('cbc:PrepaidAmount', sums.prepaid),
        money('cbc:PayableRoundingAmount', sums.rounding),
        money('cbc:PayableAmount', sums.payable),
      ]),
      ...linesOf(invoice).map((one) => line(one, isCredit, money)),
    ],
    {
      xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`,
      'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
      'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
    },
  )
  return writeXml(document!)
}
