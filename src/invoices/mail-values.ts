/** Which template a mail about an invoice has, and what is filled into it. Pure: the browser shows what would be sent. */
import type { Placeholder } from './mail-template.ts'
import { usualMails } from './mail-words.ts'
import { showAmount } from './money.ts'
import type { Invoice, Party } from './schema.ts'
import type { InvoiceSettings, MailKind, Template } from './settings-schema.ts'

const showDay = (day: string | null, language: string) =>
  day ? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day)) : ''

/** The template for this kind: what the organization settled, or the usual one. */
export const templateFor = (
  invoice: Pick<Invoice, 'language'>,
  settings: Pick<InvoiceSettings, 'mails'>,
  kind: MailKind,
): Template => settings.mails[kind] ?? usualMails[invoice.language][kind]

type Filled = Pick<
  Invoice,
  'language' | 'currency' | 'number' | 'total' | 'amountDue' | 'issuedOn' | 'dueOn' | 'reference'
> & { buyer: Pick<Party, 'name' | 'contactName'>; seller: Pick<Party, 'name'> }

export function valuesOf(invoice: Filled, link: string): Record<Placeholder, string> {
  const { language, currency } = invoice
  return {
    number: invoice.number ?? '',
    total: showAmount(invoice.total, currency, language),
    due: showAmount(Math.max(0, invoice.amountDue), currency, language),
    issuedOn: showDay(invoice.issuedOn, language),
    dueOn: showDay(invoice.dueOn, language),
    name: invoice.buyer.contactName ?? invoice.buyer.name,
    seller: invoice.seller.name,
    link,
    reference: invoice.reference ?? '',
  }
}
