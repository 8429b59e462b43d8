/** What comes before and after an invoice: reminders. A part of the table of contents in operations.ts. */

import * as reminders from '#src/invoices/reminders.ts'

export const salesOperations = [
  reminders.previewReminders,
  reminders.sendReminders,
  reminders.runReminders,
] as const
