/**
 * The part of the UBL 2.1 and CII D16B schemas that our invoices use, for tests: which elements, how many, in which order,
 * with which attributes. Written from the schemas; "?" is at most one, "*" any number, "+" at least one.
 */
import { everyNode, type Node } from './xml-world.ts'

type Schema = Readonly<Record<string, string>>

const ublDocument = (head: string, line: string) =>
  `cbc:CustomizationID cbc:ProfileID? cbc:ID cbc:IssueDate ${head} cbc:Note? cbc:TaxPointDate? cbc:DocumentCurrencyCode
  cbc:BuyerReference? cac:InvoicePeriod? cac:OrderReference? cac:BillingReference* cac:AccountingSupplierParty
  cac:AccountingCustomerParty cac:Delivery? cac:PaymentMeans* cac:PaymentTerms? cac:AllowanceCharge* cac:TaxTotal
  cac:LegalMonetaryTotal ${line}+`
const ublLine = (quantity: string) =>
  `cbc:ID cbc:Note? ${quantity} cbc:LineExtensionAmount cac:AllowanceCharge* cac:Item cac:Price`
const ublAddress =
  'cbc:StreetName? cbc:AdditionalStreetName? cbc:CityName? cbc:PostalZone? cbc:CountrySubentity? cac:AddressLine? cac:Country'
const ublCategory = 'cbc:ID cbc:Percent? cbc:TaxExemptionReasonCode? cbc:TaxExemptionReason? cac:TaxScheme'

export const ublSchema: Schema = {
  Invoice: ublDocument('cbc:DueDate? cbc:InvoiceTypeCode', 'cac:InvoiceLine'),
  CreditNote: ublDocument('cbc:CreditNoteTypeCode', 'cac:CreditNoteLine'),
  'cac:InvoicePeriod': 'cbc:StartDate? cbc:EndDate? cbc:DescriptionCode?',
  'cac:OrderReference': 'cbc:ID cbc:SalesOrderID?',
  'cac:BillingReference': 'cac:InvoiceDocumentReference',
  'cac:InvoiceDocumentReference': 'cbc:ID cbc:IssueDate?',
  'cac:AccountingSupplierParty': 'cac:Party',
  'cac:AccountingCustomerParty': 'cac:Party',
  'cac:Party': `cbc:EndpointID? cac:PartyIdentification* cac:PartyName? cac:PostalAddress cac:PartyTaxScheme*
    cac:PartyLegalEntity cac:Contact?`,
  'cac:PartyIdentification': 'cbc:ID',
  'cac:PartyName': 'cbc:Name',
  'cac:PostalAddress': ublAddress,
  'cac:Country': 'cbc:IdentificationCode',
  'cac:PartyTaxScheme': 'cbc:CompanyID cac:TaxScheme',
  'cac:TaxScheme': 'cbc:ID',
  'cac:PartyLegalEntity': 'cbc:RegistrationName cbc:CompanyID? cbc:CompanyLegalForm?',
  'cac:Contact': 'cbc:Name? cbc:Telephone? cbc:ElectronicMail?',
  'cac:Delivery': 'cbc:ActualDeliveryDate? cac:DeliveryLocation? cac:DeliveryParty?',
  'cac:DeliveryLocation': 'cbc:ID? cac:Address?',
  'cac:Address': ublAddress,
  'cac:DeliveryParty': 'cac:PartyName',
  'cac:PaymentMeans': 'cbc:PaymentMeansCode cbc:PaymentDueDate? cbc:PaymentID? cac:PayeeFinancialAccount?',
  'cac:PayeeFinancialAccount': 'cbc:ID cbc:Name? cac:FinancialInstitutionBranch?',
  'cac:FinancialInstitutionBranch': 'cbc:ID',
  'cac:PaymentTerms': 'cbc:Note',
  'cac:AllowanceCharge': `cbc:ChargeIndicator cbc:AllowanceChargeReasonCode? cbc:AllowanceChargeReason?
    cbc:MultiplierFactorNumeric? cbc:Amount cbc:BaseAmount? cac:TaxCategory?`,
  'cac:TaxTotal': 'cbc:TaxAmount cac:TaxSubtotal+',
  'cac:TaxSubtotal': 'cbc:TaxableAmount cbc:TaxAmount cac:TaxCategory',
  'cac:TaxCategory': ublCategory,
  'cac:ClassifiedTaxCategory': ublCategory,
  'cac:LegalMonetaryTotal': `cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount
    cbc:AllowanceTotalAmount? cbc:ChargeTotalAmount? cbc:PrepaidAmount? cbc:PayableRoundingAmount? cbc:PayableAmount`,
  'cac:InvoiceLine': ublLine('cbc:InvoicedQuantity'),
  'cac:CreditNoteLine': ublLine('cbc:CreditedQuantity'),
  'cac:Item': 'cbc:Description? cbc:Name cac:ClassifiedTaxCategory',
  'cac:Price': 'cbc:PriceAmount cbc:BaseQuantity?',
}

const ciiParty = `ram:ID? ram:GlobalID* ram:Name? ram:Description? ram:SpecifiedLegalOrganization? ram:DefinedTradeContact?
  ram:PostalTradeAddress? ram:URIUniversalCommunication? ram:SpecifiedTaxRegistration*`

export const ciiSchema: Schema = {
  'rsm:CrossIndustryInvoice':
    'rsm:ExchangedDocumentContext rsm:ExchangedDocument rsm:SupplyChainTradeTransaction',
  'rsm:ExchangedDocumentContext': `ram:BusinessProcessSpecifiedDocumentContextParameter?
    ram:GuidelineSpecifiedDocumentContextParameter`,
  'ram:BusinessProcessSpecifiedDocumentContextParameter': 'ram:ID',
  'ram:GuidelineSpecifiedDocumentContextParameter': 'ram:ID',
  'rsm:ExchangedDocument': 'ram:ID ram:TypeCode ram:IssueDateTime ram:IncludedNote*',
  'ram:IssueDateTime': 'udt:DateTimeString',
  'ram:IncludedNote': 'ram:Content ram:SubjectCode?',
  'rsm:SupplyChainTradeTransaction': `ram:IncludedSupplyChainTradeLineItem+ ram:ApplicableHeaderTradeAgreement
    ram:ApplicableHeaderTradeDelivery ram:ApplicableHeaderTradeSettlement`,
  'ram:IncludedSupplyChainTradeLineItem': `ram:AssociatedDocumentLineDocument ram:SpecifiedTradeProduct
    ram:SpecifiedLineTradeAgreement ram:SpecifiedLineTradeDelivery ram:SpecifiedLineTradeSettlement`,
  'ram:AssociatedDocumentLineDocument': 'ram:LineID ram:IncludedNote?',
  'ram:SpecifiedTradeProduct': 'ram:Name ram:Description?',
  'ram:SpecifiedLineTradeAgreement': 'ram:GrossPriceProductTradePrice? ram:NetPriceProductTradePrice',
  'ram:NetPriceProductTradePrice': 'ram:ChargeAmount ram:BasisQuantity?',
  'ram:SpecifiedLineTradeDelivery': 'ram:BilledQuantity',
  'ram:SpecifiedLineTradeSettlement': `ram:ApplicableTradeTax ram:BillingSpecifiedPeriod?
    ram:SpecifiedTradeAllowanceCharge* ram:SpecifiedTradeSettlementLineMonetarySummation`,
  'ram:SpecifiedTradeSettlementLineMonetarySummation': 'ram:LineTotalAmount',
  'ram:ApplicableTradeTax': `ram:CalculatedAmount? ram:TypeCode ram:ExemptionReason? ram:BasisAmount? ram:CategoryCode
    ram:ExemptionReasonCode? ram:TaxPointDate? ram:DueDateTypeCode? ram:RateApplicablePercent?`,
  'ram:SpecifiedTradeAllowanceCharge': `ram:ChargeIndicator ram:CalculationPercent? ram:BasisAmount? ram:ActualAmount
    ram:ReasonCode? ram:Reason? ram:CategoryTradeTax?`,
  'ram:ChargeIndicator': 'udt:Indicator',
  'ram:CategoryTradeTax': 'ram:TypeCode ram:CategoryCode ram:RateApplicablePercent?',
  'ram:ApplicableHeaderTradeAgreement': `ram:BuyerReference? ram:SellerTradeParty ram:BuyerTradeParty
    ram:BuyerOrderReferencedDocument?`,
  'ram:SellerTradeParty': ciiParty,
  'ram:BuyerTradeParty': ciiParty,
  'ram:ShipToTradeParty': ciiParty,
  'ram:SpecifiedLegalOrganization': 'ram:ID',
  'ram:DefinedTradeContact': `ram:PersonName? ram:TelephoneUniversalCommunication?
    ram:EmailURIUniversalCommunication?`,
  'ram:TelephoneUniversalCommunication': 'ram:CompleteNumber',
  'ram:EmailURIUniversalCommunication': 'ram:URIID',
  'ram:PostalTradeAddress': `ram:PostcodeCode? ram:LineOne? ram:LineTwo? ram:LineThree? ram:CityName? ram:CountryID
    ram:CountrySubDivisionName?`,
  'ram:URIUniversalCommunication': 'ram:URIID',
  'ram:SpecifiedTaxRegistration': 'ram:ID',
  'ram:BuyerOrderReferencedDocument': 'ram:IssuerAssignedID',
  'ram:ApplicableHeaderTradeDelivery': 'ram:ShipToTradeParty? ram:ActualDeliverySupplyChainEvent?',
  'ram:ActualDeliverySupplyChainEvent': 'ram:OccurrenceDateTime',
  'ram:OccurrenceDateTime': 'udt:DateTimeString',
  'ram:ApplicableHeaderTradeSettlement': `ram:PaymentReference? ram:TaxCurrencyCode? ram:InvoiceCurrencyCode
    ram:SpecifiedTradeSettlementPaymentMeans* ram:ApplicableTradeTax+ ram:BillingSpecifiedPeriod?
    ram:SpecifiedTradeAllowanceCharge* ram:SpecifiedTradePaymentTerms?
    ram:SpecifiedTradeSettlementHeaderMonetarySummation ram:InvoiceReferencedDocument*`,
  'ram:SpecifiedTradeSettlementPaymentMeans': `ram:TypeCode ram:PayeePartyCreditorFinancialAccount?
    ram:PayeeSpecifiedCreditorFinancialInstitution?`,
  'ram:PayeePartyCreditorFinancialAccount': 'ram:IBANID ram:AccountName?',
  'ram:PayeeSpecifiedCreditorFinancialInstitution': 'ram:BICID',
  'ram:BillingSpecifiedPeriod': 'ram:StartDateTime? ram:EndDateTime?',
  'ram:StartDateTime': 'udt:DateTimeString',
  'ram:EndDateTime': 'udt:DateTimeString',
  'ram:SpecifiedTradePaymentTerms': 'ram:Description? ram:DueDateDateTime?',
  'ram:DueDateDateTime': 'udt:DateTimeString',
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation': `ram:LineTotalAmount ram:ChargeTotalAmount?
    ram:AllowanceTotalAmount? ram:TaxBasisTotalAmount ram:TaxTotalAmount? ram:RoundingAmount? ram:GrandTotalAmount
    ram:TotalPrepaidAmount? ram:DuePayableAmount`,
  'ram:InvoiceReferencedDocument': 'ram:IssuerAssignedID ram:FormattedIssueDateTime?',
  'ram:FormattedIssueDateTime': 'qdt:DateTimeString',
}

/** The attributes that an element has to have, may have, and nothing else. */
function attributeFaults({ name, attributes }: Node, currency: string): string[] {
  const fixed: Record<string, string> = {}
  const some: string[] = []
  const may: string[] = []
  if (/^cbc:.*Amount$/.test(name) || name === 'ram:TaxTotalAmount') fixed.currencyID = currency
  if (/DateTimeString$/.test(name)) fixed.format = '102'
  if (/Quantity$/.test(name)) some.push('unitCode')
  if (name === 'cbc:EndpointID') some.push('schemeID')
  if (['cbc:ID', 'cbc:CompanyID', 'ram:ID', 'ram:URIID'].includes(name)) may.push('schemeID')
  const said = Object.keys(attributes)
  return [
    ...Object.keys(fixed).filter((key) => attributes[key] !== fixed[key]),
    ...some.filter((key) => !attributes[key]),
    ...said.filter((key) => !attributes[key] || !(key in fixed || some.includes(key) || may.includes(key))),
  ].map((key) => `${name}: attribute ${key}`)
}

const dates = /^cbc:(.*Date)$/
const shapes: readonly [RegExp, RegExp][] = [
  [dates, /^\d{4}-\d\d-\d\d$/],
  [/DateTimeString$/, /^\d{8}$/],
  [/Amount$|Quantity$|Percent$|Numeric$/, /^-?\d+(\.\d+)?$/],
  [/Indicator$/, /^(true|false)$/],
]

/** All that keeps a document from its schema; what is empty is a fault, too (PEPPOL-EN16931-R008). */
export function schemaFaults(root: Node, schema: Schema, currency: string): string[] {
  return everyNode(root).flatMap((node) => {
    const faults = attributeFaults(node, currency)
    const order = schema[node.name]
    if (order === undefined) {
      if (node.children.length > 0) faults.push(`${node.name} is in no schema`)
      if (!/[^\t\n\r ]/.test(node.text)) faults.push(`${node.name} is empty`)
      for (const [name, shape] of shapes)
        if (name.test(node.name) && !shape.test(node.text)) faults.push(`${node.name} is ${node.text}`)
      return faults
    }
    if (node.text.trim() !== '') faults.push(`${node.name} holds text`)
    if (node.children.length === 0 && node.name !== 'ram:ApplicableHeaderTradeDelivery')
      faults.push(`${node.name} is empty`)
    // The names in their order as one word, and the schema as a pattern of such words.
    const pattern = order
      .trim()
      .split(/\s+/)
      .map((one) => one.replace(/^([^?*+]+)([?*+]?)$/, '(?:$1 )$2'))
    const found = node.children.map(({ name }) => `${name} `).join('')
    if (!new RegExp(`^${pattern.join('')}$`).test(found)) faults.push(`${node.name} holds ${found}`)
    return faults
  })
}
