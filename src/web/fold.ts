/** Text the way a search compares it: without accents, without capitals. */

export function folded(text: string) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss')
}

/** Cuts a text into pieces, those that match marked: Wójcik with `woj` gives Wój and cik. */
export function marked(text: string, wanted: string): { text: string; hit: boolean }[] {
  const needle = folded(wanted.trim())
  if (!needle) return [{ text, hit: false }]
  const characters = [...text]
  for (let start = 0; start < characters.length; start += 1) {
    let seen = ''
    for (let end = start; end < characters.length && seen.length < needle.length; end += 1) {
      seen += folded(characters[end] ?? '')
      if (seen === needle) {
        return [
          { text: characters.slice(0, start).join(''), hit: false },
          { text: characters.slice(start, end + 1).join(''), hit: true },
          { text: characters.slice(end + 1).join(''), hit: false },
        ].filter((piece) => piece.text !== '')
      }
    }
  }
  return [{ text, hit: false }]
}
