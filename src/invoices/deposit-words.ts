/** What lines about deposits say, in the language of the document. Pure. */
import type { Language } from './schema.ts'

interface Words {
  /** On the deposit's invoice; {of} is the quote's number or what the invoice is about. */
  deposit: string
  /** On the final invoice. */
  deducted: string
}

const words: Readonly<Record<Language, Words>> = {
  en: { deposit: 'Deposit {of}', deducted: 'Less deposit invoice {number} of {day}' },
  de: { deposit: 'Anzahlung {of}', deducted: 'Abzüglich Anzahlungsrechnung {number} vom {day}' },
  fr: { deposit: 'Acompte {of}', deducted: 'Déduction de la facture d’acompte {number} du {day}' },
  pl: { deposit: 'Zaliczka {of}', deducted: 'Pomniejszenie o fakturę zaliczkową {number} z dnia {day}' },
  es: { deposit: 'Anticipo {of}', deducted: 'Menos la factura de anticipo {number} del {day}' },
}

export const depositText = (language: Language, of: string) =>
  words[language].deposit.replace('{of}', of).trim()

export function deductionText(language: Language, number: string, day: string): string {
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  )
  return words[language].deducted.replace('{number}', number).replace('{day}', written)
}
