/** A name that people can trust to be only a name, whatever a program sent as one. Pure. */

const nameLimit = 150
/** Control characters, and the marks that turn the direction of writing around and so hide an ending. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Without a path, without what cannot be seen, not too long; its ending stays. */
export function cleanFileName(sent: string | undefined): string {
  const name = (sent ?? '')
    .toWellFormed()
    .normalize('NFC')
    // How browsers write a quotation mark and a line break in the header of a part.
    .replace(/%22/g, '"')
    .replace(/%0[AD]/gi, '')
    .replace(unseen, '')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (name === '') return 'file'
  const letters = [...name]
  if (letters.length <= nameLimit) return name
  const ending = /\.[^. ]{1,10}$/.exec(name)?.[0] ?? ''
  return letters.slice(0, nameLimit - ending.length).join('') + ending
}

/** `report.PDF` ends in `pdf`. */
export const endingOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
