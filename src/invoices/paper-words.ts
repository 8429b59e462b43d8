/** The words on an invoice, in each language a document can have. Pure. */

import type { Language } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'
import type { TaxCategory } from './totals.ts'

export interface PaperWords {
  invoice: string
  credit_note: string
  draft: string
  issuedOn: string
  dueOn: string
  period: string
  deliveredOn: string
  reference: string
  buyerReference: string
  orderReference: string
  corrects: string
  description: string
  quantity: string
  price: string
  priceWithTax: string
  net: string
  /** Of a line's discount. */
  off: string
  subtotal: string
  discount: string
  netTotal: string
  /** A tax group, with what is taxed. */
  taxOn: string
  rounding: string
  total: string
  prepaid: string
  amountDue: string
  taxes: Readonly<Record<InvoiceSettings['taxLabel'], string>>
  /** Why no tax is charged. Of an exemption (E) the law wants the reason itself, which a person writes. */
  reasons: Readonly<Partial<Record<TaxCategory, string>>>
  vatId: string
  taxNumber: string
  registration: string
  accountHolder: string
  paymentReference: string
  payOnline: string
  payByApp: string
  page: string
}

const english: PaperWords = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  draft: 'draft',
  issuedOn: 'Issued',
  dueOn: 'Due',
  period: 'Period',
  deliveredOn: 'Delivered',
  reference: 'Reference',
  buyerReference: 'Your reference',
  orderReference: 'Order number',
  corrects: 'Corrects invoice {number} of {day}',
  description: 'Description',
  quantity: 'Quantity',
  price: 'Price',
  priceWithTax: 'Price incl. {tax}',
  net: 'Net',
  off: '{percent} off {amount}',
  subtotal: 'Subtotal',
  discount: 'Discount {percent}',
  netTotal: 'Total without {tax}',
  taxOn: '{tax} on {amount}',
  rounding: 'Rounding',
  total: 'Total {currency}',
  prepaid: 'Paid already',
  amountDue: 'Amount due {currency}',
  taxes: { VAT: 'VAT', GST: 'GST', 'Sales tax': 'Sales tax' },
  reasons: {
    AE: 'Reverse charge: the recipient accounts for the tax.',
    K: 'Intra-community supply, exempt from tax.',
    G: 'Export, exempt from tax.',
    O: 'Not subject to tax.',
  },
  vatId: 'VAT id',
  taxNumber: 'Tax number',
  registration: 'Registration',
  accountHolder: 'Account holder',
  paymentReference: 'Payment reference',
  payOnline: 'Pay online',
  payByApp: 'Pay by banking app',
  page: 'Page {page} of {pages}',
}

const german: PaperWords = {
  invoice: 'Rechnung',
  credit_note: 'Rechnungskorrektur',
  draft: 'Entwurf',
  issuedOn: 'Rechnungsdatum',
  dueOn: 'Fällig am',
  period: 'Leistungszeitraum',
  deliveredOn: 'Leistungsdatum',
  reference: 'Betreff',
  buyerReference: 'Ihre Referenz',
  orderReference: 'Bestellnummer',
  corrects: 'Korrektur zur Rechnung {number} vom {day}',
  description: 'Bezeichnung',
  quantity: 'Menge',
  price: 'Einzelpreis',
  priceWithTax: 'Einzelpreis inkl. {tax}',
  net: 'Netto',
  off: '{percent} Rabatt auf {amount}',
  subtotal: 'Zwischensumme',
  discount: 'Rabatt {percent}',
  netTotal: 'Summe ohne {tax}',
  taxOn: '{tax} auf {amount}',
  rounding: 'Rundung',
  total: 'Gesamtbetrag {currency}',
  prepaid: 'Bereits gezahlt',
  amountDue: 'Zahlbetrag {currency}',
  taxes: { VAT: 'USt.', GST: 'GST', 'Sales tax': 'Verkaufssteuer' },
  reasons: {
    AE: 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
    K: 'Steuerfreie innergemeinschaftliche Lieferung.',
    G: 'Steuerfreie Ausfuhrlieferung.',
    O: 'Nicht steuerbar.',
  },
  vatId: 'USt-IdNr.',
  taxNumber: 'Steuernummer',
  registration: 'Registernummer',
  accountHolder: 'Kontoinhaber',
  paymentReference: 'Verwendungszweck',
  payOnline: 'Online bezahlen',
  payByApp: 'Mit der Banking-App zahlen',
  page: 'Seite {page} von {pages}',
}

const french: PaperWords = {
  invoice: 'Facture',
  credit_note: 'Avoir',
  draft: 'brouillon',
  issuedOn: 'Date d’émission',
  dueOn: 'Échéance',
  period: 'Période',
  deliveredOn: 'Date de livraison',
  reference: 'Objet',
  buyerReference: 'Votre référence',
  orderReference: 'N° de commande',
  corrects: 'Rectifie la facture {number} du {day}',
  description: 'Désignation',
  quantity: 'Quantité',
  price: 'Prix unitaire',
  priceWithTax: 'Prix unitaire {tax} comprise',
  net: 'Montant HT',
  off: '{percent} de remise sur {amount}',
  subtotal: 'Sous-total',
  discount: 'Remise {percent}',
  netTotal: 'Total hors {tax}',
  taxOn: '{tax} sur {amount}',
  rounding: 'Arrondi',
  total: 'Total {currency}',
  prepaid: 'Déjà payé',
  amountDue: 'Net à payer {currency}',
  taxes: { VAT: 'TVA', GST: 'TPS', 'Sales tax': 'Taxe de vente' },
  reasons: {
    AE: 'Autoliquidation : la taxe est due par le preneur.',
    K: 'Livraison intracommunautaire exonérée de TVA.',
    G: 'Exportation exonérée de TVA.',
    O: 'Hors du champ d’application de la TVA.',
  },
  vatId: 'N° TVA',
  taxNumber: 'N° fiscal',
  registration: 'Immatriculation',
  accountHolder: 'Titulaire du compte',
  paymentReference: 'Référence du paiement',
  payOnline: 'Payer en ligne',
  payByApp: 'Payer avec l’application bancaire',
  page: 'Page {page} sur {pages}',
}

const polish: PaperWords = {
  invoice: 'Faktura',
  credit_note: 'Faktura korygująca',
  draft: 'szkic',
  issuedOn: 'Data wystawienia',
  dueOn: 'Termin płatności',
  period: 'Okres',
  deliveredOn: 'Data sprzedaży',
  reference: 'Dotyczy',
  buyerReference: 'Państwa numer',
  orderReference: 'Numer zamówienia',
  corrects: 'Koryguje fakturę {number} z dnia {day}',
  description: 'Nazwa towaru lub usługi',
  quantity: 'Ilość',
  price: 'Cena',
  priceWithTax: 'Cena z {tax}',
  net: 'Netto',
  off: '{percent} rabatu od {amount}',
  subtotal: 'Suma pozycji',
  discount: 'Rabat {percent}',
  netTotal: 'Razem bez {tax}',
  taxOn: '{tax} od {amount}',
  rounding: 'Zaokrąglenie',
  total: 'Razem {currency}',
  prepaid: 'Już zapłacono',
  amountDue: 'Do zapłaty {currency}',
  taxes: { VAT: 'VAT', GST: 'GST', 'Sales tax': 'podatek od sprzedaży' },
  reasons: {
    AE: 'Odwrotne obciążenie.',
    K: 'Wewnątrzwspólnotowa dostawa towarów, zwolniona z podatku.',
    G: 'Eksport towarów, bez podatku.',
    O: 'Nie podlega opodatkowaniu.',
  },
  vatId: 'NIP / VAT UE',
  taxNumber: 'Numer podatkowy',
  registration: 'Numer rejestrowy',
  accountHolder: 'Właściciel rachunku',
  paymentReference: 'Tytuł przelewu',
  payOnline: 'Zapłać online',
  payByApp: 'Zapłać w aplikacji bankowej',
  page: 'Strona {page} z {pages}',
}

const spanish: PaperWords = {
  invoice: 'Factura',
  credit_note: 'Factura rectificativa',
  draft: 'borrador',
  issuedOn: 'Fecha de emisión',
  dueOn: 'Vencimiento',
  period: 'Período',
  deliveredOn: 'Fecha de entrega',
  reference: 'Asunto',
  buyerReference: 'Su referencia',
  orderReference: 'N.º de pedido',
  corrects: 'Rectifica la factura {number} de {day}',
  description: 'Descripción',
  quantity: 'Cantidad',
  price: 'Precio',
  priceWithTax: 'Precio con {tax}',
  net: 'Importe neto',
  off: '{percent} de descuento sobre {amount}',
  subtotal: 'Subtotal',
  discount: 'Descuento {percent}',
  netTotal: 'Total sin {tax}',
  taxOn: '{tax} sobre {amount}',
  rounding: 'Redondeo',
  total: 'Total {currency}',
  prepaid: 'Ya pagado',
  amountDue: 'Importe a pagar {currency}',
  taxes: { VAT: 'IVA', GST: 'GST', 'Sales tax': 'Impuesto sobre las ventas' },
  reasons: {
    AE: 'Inversión del sujeto pasivo.',
    K: 'Entrega intracomunitaria exenta.',
    G: 'Exportación exenta.',
    O: 'No sujeto a impuesto.',
  },
  vatId: 'NIF-IVA',
  taxNumber: 'Número fiscal',
  registration: 'Registro',
  accountHolder: 'Titular de la cuenta',
  paymentReference: 'Concepto',
  payOnline: 'Pagar en línea',
  payByApp: 'Pagar con la app del banco',
  page: 'Página {page} de {pages}',
}

export const paperWords: Readonly<Record<Language, PaperWords>> = {
  en: english,
  de: german,
  fr: french,
  pl: polish,
  es: spanish,
}
