/** What comes before and after an invoice: quotes, deposits, recurring ones, reminders, statements. A part of the table of contents in operations.ts. */

import { depositInvoice } from '#src/invoices/deposit.ts'
import * as quoteDeeds from '#src/invoices/quote-deeds.ts'
import * as quotes from '#src/invoices/quotes.ts'
import * as recurring from '#src/invoices/recurring.ts'
import { runRecurring } from '#src/invoices/recurring-run.ts'
import * as reminders from '#src/invoices/reminders.ts'
import * as statements from '#src/invoices/statement.ts'
import * as writeOffs from '#src/invoices/write-off.ts'

export const salesOperations = [
  quotes.listQuotes,
  quotes.getQuote,
  quotes.createQuote,
  quotes.updateQuote,
  quotes.deleteQuote,
  quoteDeeds.sendQuote,
  quoteDeeds.acceptQuote,
  quoteDeeds.declineQuote,
  quoteDeeds.giveAnswer,
  quoteDeeds.showQuote,
  quoteDeeds.visitQuote,
  quoteDeeds.invoiceQuote,
  depositInvoice,

  reminders.previewReminders,
  reminders.sendReminders,
  reminders.runReminders,

  recurring.listRecurring,
  recurring.getRecurring,
  recurring.previewRecurring,
  recurring.createRecurring,
  recurring.updateRecurring,
  recurring.deleteRecurring,
  runRecurring,

  writeOffs.writeOffInvoice,
  writeOffs.takeBackWriteOff,
  statements.clientStatement,
  statements.companyStatement,
] as const
