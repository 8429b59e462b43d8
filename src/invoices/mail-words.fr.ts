/** The usual mails about invoices in French. */
import { lines, type MailWords } from './mail-template.ts'

export const frenchMails: MailWords = {
  invoice: {
    subject: 'Facture {number} de {seller}',
    text: lines(
      'Bonjour {name},',
      '',
      'veuillez trouver la facture {number} de {total}, à régler au plus tard le {dueOn}. Elle est jointe et visible ici :',
      '{link}',
      '',
      'Merci et cordiales salutations',
      '{seller}',
    ),
  },
  credit_note: {
    subject: 'Avoir {number} de {seller}',
    text: lines(
      'Bonjour {name},',
      '',
      'veuillez trouver l’avoir {number} de {total}. Il est joint et visible ici :',
      '{link}',
      '',
      'Cordiales salutations',
      '{seller}',
    ),
  },
  reminder_before: {
    subject: 'La facture {number} est à régler le {dueOn}',
    text: lines(
      'Bonjour {name},',
      '',
      'un petit mot à l’avance : la facture {number} de {due} est à régler au plus tard le {dueOn}.',
      '{link}',
      '',
      'Si le règlement est déjà en route, il n’y a rien à faire. Merci !',
      '{seller}',
    ),
  },
  reminder: {
    subject: 'Rappel : facture {number}',
    text: lines(
      'Bonjour {name},',
      '',
      'la facture {number} était à régler le {dueOn} ; {due} restent dus. Peut-être a-t-elle échappé à votre attention.',
      '{link}',
      '',
      'Si vous avez réglé entre-temps, ne tenez pas compte de ce message. Pour toute question, répondez simplement.',
      '',
      'Cordiales salutations',
      '{seller}',
    ),
  },
  quote: {
    subject: 'Devis {number} de {seller}',
    text: lines(
      'Bonjour {name},',
      '',
      'voici notre devis {number} de {total}. Vous pouvez le consulter et l’accepter ici :',
      '{link}',
      '',
      'Cordiales salutations',
      '{seller}',
    ),
  },
  statement: {
    subject: 'Votre compte chez {seller}',
    text: lines(
      'Bonjour {name},',
      '',
      'veuillez trouver un relevé de votre compte chez nous. Reste dû : {due}.',
      '',
      'Cordiales salutations',
      '{seller}',
    ),
  },
}
