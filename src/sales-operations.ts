/** What comes before and after an invoice: recurring ones and reminders. A part of the table of contents in operations.ts. */

import * as recurring from '#src/invoices/recurring.ts'
import { runRecurring } from '#src/invoices/recurring-run.ts'
import * as reminders from '#src/invoices/reminders.ts'

export const salesOperations = [
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
] as const
