/** The usual mails about invoices in Spanish. */
import { lines, type MailWords } from './mail-template.ts'

export const spanishMails: MailWords = {
  invoice: {
    subject: 'Factura {number} de {seller}',
    text: lines(
      'Hola {name},',
      '',
      'adjuntamos la factura {number} por {total}, con vencimiento el {dueOn}. También puede verla aquí:',
      '{link}',
      '',
      'Gracias y un cordial saludo',
      '{seller}',
    ),
  },
  credit_note: {
    subject: 'Factura rectificativa {number} de {seller}',
    text: lines(
      'Hola {name},',
      '',
      'adjuntamos la factura rectificativa {number} por {total}. También puede verla aquí:',
      '{link}',
      '',
      'Un cordial saludo',
      '{seller}',
    ),
  },
  reminder_before: {
    subject: 'La factura {number} vence el {dueOn}',
    text: lines(
      'Hola {name},',
      '',
      'un aviso amable con antelación: la factura {number} por {due} vence el {dueOn}.',
      '{link}',
      '',
      'Si el pago ya está en camino, no hay nada que hacer. ¡Gracias!',
      '{seller}',
    ),
  },
  reminder: {
    subject: 'Recordatorio: factura {number}',
    text: lines(
      'Hola {name},',
      '',
      'la factura {number} venció el {dueOn} y quedan {due} por pagar. Quizá se le haya pasado; le rogamos que lo revise.',
      '{link}',
      '',
      'Si ya ha pagado, no tenga en cuenta este mensaje. Si algo no está claro, basta con responder a este correo.',
      '',
      'Un cordial saludo',
      '{seller}',
    ),
  },
  quote: {
    subject: 'Presupuesto {number} de {seller}',
    text: lines(
      'Hola {name},',
      '',
      'este es nuestro presupuesto {number} por {total}. Puede verlo y aceptarlo aquí:',
      '{link}',
      '',
      'Un cordial saludo',
      '{seller}',
    ),
  },
  statement: {
    subject: 'Su cuenta con {seller}',
    text: lines(
      'Hola {name},',
      '',
      'adjuntamos un extracto de su cuenta con nosotros. Quedan por pagar {due}.',
      '',
      'Un cordial saludo',
      '{seller}',
    ),
  },
}
