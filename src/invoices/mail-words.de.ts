/** The usual mails about invoices in German. */
import { lines, type MailWords } from './mail-template.ts'

export const germanMails: MailWords = {
  invoice: {
    subject: 'Rechnung {number} von {seller}',
    text: lines(
      'Guten Tag {name},',
      '',
      'anbei die Rechnung {number} über {total}, fällig am {dueOn}. Sie ist angehängt und lässt sich hier ansehen:',
      '{link}',
      '',
      'Vielen Dank und freundliche Grüße',
      '{seller}',
    ),
  },
  credit_note: {
    subject: 'Gutschrift {number} von {seller}',
    text: lines(
      'Guten Tag {name},',
      '',
      'anbei die Rechnungskorrektur {number} über {total}. Sie ist angehängt und lässt sich hier ansehen:',
      '{link}',
      '',
      'Freundliche Grüße',
      '{seller}',
    ),
  },
  reminder_before: {
    subject: 'Rechnung {number} ist am {dueOn} fällig',
    text: lines(
      'Guten Tag {name},',
      '',
      'ein freundlicher Hinweis vorab: Die Rechnung {number} über {due} ist am {dueOn} fällig.',
      '{link}',
      '',
      'Ist die Zahlung schon unterwegs, ist nichts zu tun. Vielen Dank!',
      '{seller}',
    ),
  },
  reminder: {
    subject: 'Zahlungserinnerung: Rechnung {number}',
    text: lines(
      'Guten Tag {name},',
      '',
      'die Rechnung {number} war am {dueOn} fällig, {due} sind noch offen. Vielleicht ist sie untergegangen; bitte sehen Sie einmal nach.',
      '{link}',
      '',
      'Haben Sie inzwischen bezahlt, betrachten Sie diese Nachricht als erledigt. Ist etwas unklar, antworten Sie einfach.',
      '',
      'Freundliche Grüße',
      '{seller}',
    ),
  },
  quote: {
    subject: 'Angebot {number} von {seller}',
    text: lines(
      'Guten Tag {name},',
      '',
      'anbei unser Angebot {number} über {total}. Hier können Sie es ansehen und annehmen:',
      '{link}',
      '',
      'Freundliche Grüße',
      '{seller}',
    ),
  },
  statement: {
    subject: 'Ihr Konto bei {seller}',
    text: lines(
      'Guten Tag {name},',
      '',
      'anbei eine Aufstellung Ihres Kontos bei uns. Offen sind {due}.',
      '',
      'Freundliche Grüße',
      '{seller}',
    ),
  },
}
