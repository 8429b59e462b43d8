/** The usual mails about invoices in English. */
import { lines, type MailWords } from './mail-template.ts'

export const englishMails: MailWords = {
  invoice: {
    subject: 'Invoice {number} from {seller}',
    text: lines(
      'Hello {name},',
      '',
      'here is invoice {number} over {total}, due on {dueOn}. It is attached, and you can look at it here:',
      '{link}',
      '',
      'Thank you, and kind regards',
      '{seller}',
    ),
  },
  credit_note: {
    subject: 'Credit note {number} from {seller}',
    text: lines(
      'Hello {name},',
      '',
      'here is credit note {number} over {total}. It is attached, and you can look at it here:',
      '{link}',
      '',
      'Kind regards',
      '{seller}',
    ),
  },
  reminder_before: {
    subject: 'Invoice {number} is due on {dueOn}',
    text: lines(
      'Hello {name},',
      '',
      'a friendly note in advance: invoice {number} over {due} is due on {dueOn}.',
      '{link}',
      '',
      'If it is on its way already, there is nothing to do. Thank you!',
      '{seller}',
    ),
  },
  reminder: {
    subject: 'Reminder: invoice {number}',
    text: lines(
      'Hello {name},',
      '',
      'invoice {number} was due on {dueOn}, and {due} is still open. Perhaps it slipped through; please look into it.',
      '{link}',
      '',
      'If you have paid in the meantime, please disregard this. If something is unclear, just answer this mail.',
      '',
      'Kind regards',
      '{seller}',
    ),
  },
  quote: {
    subject: 'Quote {number} from {seller}',
    text: lines(
      'Hello {name},',
      '',
      'here is our quote {number} over {total}. You can look at it, and accept it, here:',
      '{link}',
      '',
      'Kind regards',
      '{seller}',
    ),
  },
  statement: {
    subject: 'Your account with {seller}',
    text: lines(
      'Hello {name},',
      '',
      'attached is a statement of your account with us. Open are {due}.',
      '',
      'Kind regards',
      '{seller}',
    ),
  },
}
