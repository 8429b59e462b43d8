/** Reads CII D16B into business terms, by CEN/TS 16931-3-3 and from nothing of ours. */
import { type Model, type ModelLine, type Terms, terms } from './model-world.ts'
import { all, first, type Node, textAt as text } from './xml-world.ts'

const attribute = (node: Node | undefined, path: string, name: string) => first(node, path)?.attributes[name]

/** Format 102 is 20261124. */
function day(node: Node | undefined, path: string, prefix = 'udt'): string | undefined {
  const found = first(node, `${path}/${prefix}:DateTimeString`)
  if (!found) return undefined
  if (found.attributes.format !== '102') throw new Error('a day has format 102')
  return found.text.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
}

function address(node: Node | undefined, numbers: readonly string[]): Record<string, string | undefined> {
  const names = ['LineOne', 'LineTwo', 'CityName', 'PostcodeCode', 'CountrySubDivisionName', 'CountryID']
  const place = first(node, 'ram:PostalTradeAddress')
  return Object.fromEntries(numbers.map((number, i) => [number, text(place, `ram:${names[i]}`)]))
}

/** Seller and buyer have the same terms under other numbers. */
function party(node: Node | undefined, no: Record<string, string>): Record<string, string | undefined> {
  const registrations = all(node, 'ram:SpecifiedTaxRegistration/ram:ID')
  const ids = (scheme: string) => registrations.find((one) => one.attributes.schemeID === scheme)?.text.trim()
  const contact = first(node, 'ram:DefinedTradeContact')
  return {
    [no.name!]: text(node, 'ram:Name'),
    [no.id!]: text(node, 'ram:ID'),
    [no.registration!]: text(node, 'ram:SpecifiedLegalOrganization/ram:ID'),
    [`${no.registration}-1`]: attribute(node, 'ram:SpecifiedLegalOrganization/ram:ID', 'schemeID'),
    [no.vatId!]: ids('VA'),
    ...(no.taxNumber ? { [no.taxNumber]: ids('FC') } : {}),
    [no.endpoint!]: text(node, 'ram:URIUniversalCommunication/ram:URIID'),
    [`${no.endpoint}-1`]: attribute(node, 'ram:URIUniversalCommunication/ram:URIID', 'schemeID'),
    [no.contact!]: contact && 'there',
    [no.contactName!]: text(contact, 'ram:PersonName'),
    [no.phone!]: text(contact, 'ram:TelephoneUniversalCommunication/ram:CompleteNumber'),
    [no.email!]: text(contact, 'ram:EmailURIUniversalCommunication/ram:URIID'),
  }
}

const adjustment = (
  node: Node,
  [amount, base, percent, category, rate, reason, code]: readonly string[],
): Terms =>
  terms({
    [amount!]: text(node, 'ram:ActualAmount'),
    [base!]: text(node, 'ram:BasisAmount'),
    [percent!]: text(node, 'ram:CalculationPercent'),
    ...(category && rate
      ? {
          [category]: text(node, 'ram:CategoryTradeTax/ram:CategoryCode'),
          [rate]: text(node, 'ram:CategoryTradeTax/ram:RateApplicablePercent'),
        }
      : {}),
    [reason!]: text(node, 'ram:Reason'),
    [code!]: text(node, 'ram:ReasonCode'),
  })

const adjustments = (node: Node | undefined, isCharge: boolean, numbers: readonly string[]) =>
  all(node, 'ram:SpecifiedTradeAllowanceCharge')
    .filter((one) => text(one, 'ram:ChargeIndicator/udt:Indicator') === String(isCharge))
    .map((one) => adjustment(one, numbers))

function line(node: Node): ModelLine {
  const settlement = first(node, 'ram:SpecifiedLineTradeSettlement')
  const quantity = 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity'
  const price = 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice'
  return {
    terms: terms({
      'BT-126': text(node, 'ram:AssociatedDocumentLineDocument/ram:LineID'),
      'BT-129': text(node, quantity),
      'BT-130': attribute(node, quantity, 'unitCode'),
      'BT-131': text(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount'),
      'BT-146': text(node, `${price}/ram:ChargeAmount`),
      'BT-149': text(node, `${price}/ram:BasisQuantity`),
      'BT-151': text(settlement, 'ram:ApplicableTradeTax/ram:CategoryCode'),
      'BT-152': text(settlement, 'ram:ApplicableTradeTax/ram:RateApplicablePercent'),
      'BT-153': text(node, 'ram:SpecifiedTradeProduct/ram:Name'),
      'BT-154': text(node, 'ram:SpecifiedTradeProduct/ram:Description'),
    }),
    allowances: adjustments(settlement, false, ['BT-136', 'BT-137', 'BT-138', '', '', 'BT-139', 'BT-140']),
    charges: adjustments(settlement, true, ['BT-141', 'BT-142', 'BT-143', '', '', 'BT-144', 'BT-145']),
  }
}

function payment(settlement: Node | undefined): Record<string, string | undefined> {
  const means = first(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans')
  const account = first(means, 'ram:PayeePartyCreditorFinancialAccount')
  return {
    'BG-16': means && 'there',
    'BT-81': text(means, 'ram:TypeCode'),
    'BT-83': text(settlement, 'ram:PaymentReference'),
    'BG-17': account && 'there',
    'BT-84': text(account, 'ram:IBANID') ?? text(account, 'ram:ProprietaryID'),
    'BT-85': text(account, 'ram:AccountName'),
    'BT-86': text(means, 'ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID'),
  }
}

function totals(settlement: Node | undefined): Record<string, string | undefined> {
  const sums = first(settlement, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation')
  const tax = all(sums, 'ram:TaxTotalAmount')
  return {
    'BT-106': text(sums, 'ram:LineTotalAmount'),
    'BT-107': text(sums, 'ram:AllowanceTotalAmount'),
    'BT-108': text(sums, 'ram:ChargeTotalAmount'),
    'BT-109': text(sums, 'ram:TaxBasisTotalAmount'),
    'BT-110': tax[0]?.text.trim(),
    'BT-110-count': String(tax.length),
    'BT-112': text(sums, 'ram:GrandTotalAmount'),
    'BT-113': text(sums, 'ram:TotalPrepaidAmount'),
    'BT-114': text(sums, 'ram:RoundingAmount'),
    'BT-115': text(sums, 'ram:DuePayableAmount'),
  }
}

export function readCii(root: Node): Model {
  const document = first(root, 'rsm:ExchangedDocument')
  const context = first(root, 'rsm:ExchangedDocumentContext')
  const trade = first(root, 'rsm:SupplyChainTradeTransaction')
  const agreement = first(trade, 'ram:ApplicableHeaderTradeAgreement')
  const delivery = first(trade, 'ram:ApplicableHeaderTradeDelivery')
  const settlement = first(trade, 'ram:ApplicableHeaderTradeSettlement')
  const seller = first(agreement, 'ram:SellerTradeParty')
  const buyer = first(agreement, 'ram:BuyerTradeParty')
  const period = first(settlement, 'ram:BillingSpecifiedPeriod')
  const preceding = first(settlement, 'ram:InvoiceReferencedDocument')
  const place = first(delivery, 'ram:ShipToTradeParty')
  const taxes = all(settlement, 'ram:ApplicableTradeTax')
  return {
    head: terms({
      'BT-1': text(document, 'ram:ID'),
      'BT-2': day(document, 'ram:IssueDateTime'),
      'BT-3': text(document, 'ram:TypeCode'),
      'BT-5': text(settlement, 'ram:InvoiceCurrencyCode'),
      'BT-6': text(settlement, 'ram:TaxCurrencyCode'),
      'BT-7': taxes[0] && day(taxes[0], 'ram:TaxPointDate'),
      'BT-8': text(taxes[0], 'ram:DueDateTypeCode'),
      'BT-9': day(settlement, 'ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime'),
      'BT-10': text(agreement, 'ram:BuyerReference'),
      'BT-13': text(agreement, 'ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID'),
      'BT-20': text(settlement, 'ram:SpecifiedTradePaymentTerms/ram:Description'),
      'BT-21': text(document, 'ram:IncludedNote/ram:SubjectCode'),
      'BT-22': text(document, 'ram:IncludedNote/ram:Content'),
      'BT-22-count': String(all(document, 'ram:IncludedNote').length),
      'BT-23': text(context, 'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID'),
      'BT-24': text(context, 'ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
      'BG-3': preceding && 'there',
      'BT-25': text(preceding, 'ram:IssuerAssignedID'),
      'BT-26': day(preceding, 'ram:FormattedIssueDateTime', 'qdt'),
      ...party(seller, {
        ...{ name: 'BT-27', id: 'BT-29', registration: 'BT-30', vatId: 'BT-31', taxNumber: 'BT-32' },
        ...{ endpoint: 'BT-34', contact: 'BG-6', contactName: 'BT-41', phone: 'BT-42', email: 'BT-43' },
      }),
      'BG-5': first(seller, 'ram:PostalTradeAddress') && 'there',
      ...address(seller, ['BT-35', 'BT-36', 'BT-37', 'BT-38', 'BT-39', 'BT-40']),
      ...party(buyer, {
        ...{ name: 'BT-44', id: 'BT-46', registration: 'BT-47', vatId: 'BT-48', endpoint: 'BT-49' },
        ...{ contact: 'BG-9', contactName: 'BT-56', phone: 'BT-57', email: 'BT-58' },
      }),
      'BG-8': first(buyer, 'ram:PostalTradeAddress') && 'there',
      ...address(buyer, ['BT-50', 'BT-51', 'BT-52', 'BT-53', 'BT-54', 'BT-55']),
      'BT-70': text(place, 'ram:Name'),
      'BT-72': day(delivery, 'ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime'),
      'BG-14': period && 'there',
      'BT-73': day(period, 'ram:StartDateTime'),
      'BT-74': day(period, 'ram:EndDateTime'),
      'BG-15': first(place, 'ram:PostalTradeAddress') && 'there',
      ...address(place, ['BT-75', 'BT-76', 'BT-77', 'BT-78', 'BT-79', 'BT-80']),
      ...payment(settlement),
      ...totals(settlement),
    }),
    allowances: adjustments(settlement, false, [
      'BT-92',
      'BT-93',
      'BT-94',
      'BT-95',
      'BT-96',
      'BT-97',
      'BT-98',
    ]),
    charges: adjustments(settlement, true, [
      'BT-99',
      'BT-100',
      'BT-101',
      'BT-102',
      'BT-103',
      'BT-104',
      'BT-105',
    ]),
    taxes: taxes.map((one) =>
      terms({
        'BT-116': text(one, 'ram:BasisAmount'),
        'BT-117': text(one, 'ram:CalculatedAmount'),
        'BT-118': text(one, 'ram:CategoryCode'),
        'BT-119': text(one, 'ram:RateApplicablePercent'),
        'BT-120': text(one, 'ram:ExemptionReason'),
        'BT-121': text(one, 'ram:ExemptionReasonCode'),
      }),
    ),
    lines: all(trade, 'ram:IncludedSupplyChainTradeLineItem').map(line),
  }
}
