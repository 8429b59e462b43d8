/** The usual mails about invoices, in each language a document can have. Pure. */
import type { MailWords } from './mail-template.ts'
import { germanMails } from './mail-words.de.ts'
import { englishMails } from './mail-words.en.ts'
import { spanishMails } from './mail-words.es.ts'
import { frenchMails } from './mail-words.fr.ts'
import { polishMails } from './mail-words.pl.ts'
import type { Language } from './schema.ts'

export const usualMails: Readonly<Record<Language, MailWords>> = {
  en: englishMails,
  de: germanMails,
  fr: frenchMails,
  pl: polishMails,
  es: spanishMails,
}
