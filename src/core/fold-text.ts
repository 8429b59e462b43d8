/** Promise: text is compared here as the database compares it in `fold` and the search. Pure: runs in the browser as well. */

/** A text as names are compared, in lower case and without accents: the same rule as `fold` in the database. */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')

/** Only the words of a text: what is left of headings, months and countries when they are compared. */
export const wordsOf = (text: string): string =>
  foldText(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
