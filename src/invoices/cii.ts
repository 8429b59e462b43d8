/**
 * Cross Industry Invoice (UN/CEFACT D16B): the syntax inside Factur-X and ZUGFeRD. The order of elements is that of its
 * schema; CII 16931-3-3 says where each business term goes.
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

const day = (name: string, date: string | null, prefix = 'udt') =>
  el(name, [el(`${prefix}:DateTimeString`, date?.replaceAll('-', ''), { format: '102' })])

const tax = (name: string, { category, rate }: Pick<WrittenTax, 'category' | 'rate'>) =>
  el(name, [
    el('ram:TypeCode', 'VAT'),
    el('ram:CategoryCode', category),
    el('ram:RateApplicablePercent', rate),
  ])

const adjustment = (one: Adjustment, ofGroup: Element | null = null) =>
  el('ram:SpecifiedTradeAllowanceCharge', [
    el('ram:ChargeIndicator', [el('udt:Indicator', String(one.isCharge))]),
    el('ram:CalculationPercent', one.percent),
    el('ram:BasisAmount', one.base),
    el('ram:ActualAmount', one.amount),
    el('ram:ReasonCode', one.reasonCode),
    el('ram:Reason', one.reason),
    ofGroup,
  ])

const line = (one: WrittenLine) =>
  el('ram:IncludedSupplyChainTradeLineItem', [
    el('ram:AssociatedDocumentLineDocument', [el('ram:LineID', one.id)]),
    el('ram:SpecifiedTradeProduct', [el('ram:Name', one.name), el('ram:Description', one.description)]),
    el('ram:SpecifiedLineTradeAgreement', [
      el('ram:NetPriceProductTradePrice', [el('ram:ChargeAmount', one.price)]),
    ]),
    el('ram:SpecifiedLineTradeDelivery', [
      el('ram:BilledQuantity', one.quantity, { unitCode: one.unitCode }),
    ]),
    el('ram:SpecifiedLineTradeSettlement', [
      tax('ram:ApplicableTradeTax', one),
      ...one.adjustments.map((each) => adjustment(each)),
      el('ram:SpecifiedTradeSettlementLineMonetarySummation', [el('ram:LineTotalAmount', one.net)]),
    ]),
  ])

const address = (party: Party) =>
  el('ram:PostalTradeAddress', [
    el('ram:PostcodeCode', party.address?.postalCode),
    el('ram:LineOne', party.address?.line1),
    el('ram:LineTwo', party.address?.line2),
    el('ram:CityName', party.address?.city),
    el('ram:CountryID', party.address?.country),
    el('ram:CountrySubDivisionName', party.address?.region),
  ])

function party(name: string, one: Party, withTaxIds: boolean, seller?: { identifier: string | null }) {
  const registration = registrationOf(one)
  return el(name, [
    el('ram:ID', seller?.identifier),
    el('ram:Name', one.name),
    el('ram:SpecifiedLegalOrganization', [
      el('ram:ID', registration?.value, registration?.scheme ? { schemeID: registration.scheme } : {}),
    ]),
    el('ram:DefinedTradeContact', [
      el('ram:PersonName', one.contactName),
      el('ram:TelephoneUniversalCommunication', [el('ram:CompleteNumber', one.phone)]),
      el('ram:EmailURIUniversalCommunication', [el('ram:URIID', one.email)]),
    ]),
    address(one),
    el('ram:URIUniversalCommunication', [
      el('ram:URIID', one.electronicAddress?.value, { schemeID: one.electronicAddress?.scheme ?? '' }),
    ]),
    el('ram:SpecifiedTaxRegistration', [el('ram:ID', withTaxIds ? vatIdOf(one) : null, { schemeID: 'VA' })]),
    // Only a seller has a tax number of its country (BT-32).
    el('ram:SpecifiedTaxRegistration', [el('ram:ID', seller ? one.taxNumber : null, { schemeID: 'FC' })]),
  ])
}

function settlement(
  invoice: Issued,
  preceding: Preceding | null,
  specification: Specification,
): Element | null {
  const groups = taxesOf(invoice, specification)
  const sums = sumsOf(invoice)
  const means = paymentMeansOf(invoice)
  return el('ram:ApplicableHeaderTradeSettlement', [
    el('ram:PaymentReference', invoice.number),
    el('ram:InvoiceCurrencyCode', invoice.currency),
    el('ram:SpecifiedTradeSettlementPaymentMeans', [
      el('ram:TypeCode', means.code),
      el('ram:PayeePartyCreditorFinancialAccount', [
        el('ram:IBANID', means.iban),
        el('ram:AccountName', means.name),
      ]),
      el('ram:PayeeSpecifiedCreditorFinancialInstitution', [el('ram:BICID', means.bic)]),
    ]),
    ...groups.map((group) =>
      el('ram:ApplicableTradeTax', [
        el('ram:CalculatedAmount', group.tax),
        el('ram:TypeCode', 'VAT'),
        el('ram:ExemptionReason', group.reason?.text),
        el('ram:BasisAmount', group.net),
        el('ram:CategoryCode', group.category),
        el('ram:ExemptionReasonCode', group.reason?.code),
        el('ram:RateApplicablePercent', group.breakdownRate),
      ]),
    ),
    el('ram:BillingSpecifiedPeriod', [
      day('ram:StartDateTime', invoice.periodStartsOn),
      day('ram:EndDateTime', invoice.periodEndsOn),
    ]),
    ...groups.map(
      (group) => group.allowance && adjustment(group.allowance, tax('ram:CategoryTradeTax', group)),
    ),
    el('ram:SpecifiedTradePaymentTerms', [
      el('ram:Description', invoice.paymentTerms),
      day('ram:DueDateDateTime', invoice.dueOn),
    ]),
    el('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
      el('ram:LineTotalAmount', sums.lines),
      el('ram:AllowanceTotalAmount', sums.allowances),
      el('ram:TaxBasisTotalAmount', sums.withoutTax),
      el('ram:TaxTotalAmount', sums.tax, { currencyID: invoice.currency }),
      el('ram:RoundingAmount', sums.rounding),
      el('ram:GrandTotalAmount', sums.withTax),
      el('ram:TotalPrepaidAmount', sums.prepaid),
      el('ram:DuePayableAmount', sums.payable),
    ]),
    preceding &&
      el('ram:InvoiceReferencedDocument', [
        el('ram:IssuerAssignedID', preceding.number),
        day('ram:FormattedIssueDateTime', preceding.issuedOn, 'qdt'),
      ]),
  ])
}

const namespaces = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
}

/** The invoice or credit note as CII, in UTF-8. */
export function writeCii(invoice: Issued, specification: Specification, preceding: Preceding | null): string {
  const { customization, process } = specification
  const taxIds = namesTaxIds(invoice)
  const note = noteOf(invoice)
  const root = el(
    'rsm:CrossIndustryInvoice',
    [
      el('rsm:ExchangedDocumentContext', [
        el('ram:BusinessProcessSpecifiedDocumentContextParameter', [el('ram:ID', process)]),
        el('ram:GuidelineSpecifiedDocumentContextParameter', [el('ram:ID', customization)]),
      ]),
      el('rsm:ExchangedDocument', [
        el('ram:ID', invoice.number),
        el('ram:TypeCode', typeCodeOf(invoice)),
        day('ram:IssueDateTime', invoice.issuedOn),
        note && el('ram:IncludedNote', [el('ram:Content', note.text), el('ram:SubjectCode', note.subject)]),
      ]),
      el('rsm:SupplyChainTradeTransaction', [
        ...linesOf(invoice).map(line),
        el('ram:ApplicableHeaderTradeAgreement', [
          el('ram:BuyerReference', invoice.buyerReference),
          party('ram:SellerTradeParty', invoice.seller, taxIds, { identifier: identifierOf(invoice) }),
          party('ram:BuyerTradeParty', invoice.buyer, taxIds),
          el('ram:BuyerOrderReferencedDocument', [el('ram:IssuerAssignedID', invoice.orderReference)]),
        ]),
        // Its place is compulsory even with nothing in it.
        {
          name: 'ram:ApplicableHeaderTradeDelivery',
          attributes: {},
          content: [
            goesAbroad(invoice)
              ? el('ram:ShipToTradeParty', [el('ram:Name', invoice.buyer.name), address(invoice.buyer)])
              : null,
            el('ram:ActualDeliverySupplyChainEvent', [day('ram:OccurrenceDateTime', invoice.deliveredOn)]),
          ].filter((one) => one !== null),
        },
        settlement(invoice, preceding, specification),
      ]),
    ],
    namespaces,
  )
  return writeXml(root!)
}
