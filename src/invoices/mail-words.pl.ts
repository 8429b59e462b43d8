/** The usual mails about invoices in Polish. */
import { lines, type MailWords } from './mail-template.ts'

export const polishMails: MailWords = {
  invoice: {
    subject: 'Faktura {number} od {seller}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'w załączeniu faktura {number} na kwotę {total}, termin płatności {dueOn}. Można ją też obejrzeć tutaj:',
      '{link}',
      '',
      'Dziękujemy i pozdrawiamy',
      '{seller}',
    ),
  },
  credit_note: {
    subject: 'Faktura korygująca {number} od {seller}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'w załączeniu faktura korygująca {number} na kwotę {total}. Można ją też obejrzeć tutaj:',
      '{link}',
      '',
      'Pozdrawiamy',
      '{seller}',
    ),
  },
  reminder_before: {
    subject: 'Termin płatności faktury {number}: {dueOn}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'uprzejmie przypominamy: termin płatności faktury {number} na kwotę {due} upływa {dueOn}.',
      '{link}',
      '',
      'Jeśli płatność jest już w drodze, nic nie trzeba robić. Dziękujemy!',
      '{seller}',
    ),
  },
  reminder: {
    subject: 'Przypomnienie o płatności: faktura {number}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'termin płatności faktury {number} minął {dueOn}; do zapłaty pozostaje {due}. Być może umknęła Państwa uwadze.',
      '{link}',
      '',
      'Jeśli płatność została już wykonana, prosimy uznać tę wiadomość za nieaktualną. W razie pytań prosimy o odpowiedź.',
      '',
      'Pozdrawiamy',
      '{seller}',
    ),
  },
  quote: {
    subject: 'Oferta {number} od {seller}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'oto nasza oferta {number} na kwotę {total}. Można ją obejrzeć i przyjąć tutaj:',
      '{link}',
      '',
      'Pozdrawiamy',
      '{seller}',
    ),
  },
  statement: {
    subject: 'Państwa konto w {seller}',
    text: lines(
      'Dzień dobry {name},',
      '',
      'w załączeniu zestawienie Państwa konta u nas. Do zapłaty pozostaje {due}.',
      '',
      'Pozdrawiamy',
      '{seller}',
    ),
  },
}
