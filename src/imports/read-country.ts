import { wordsOf } from '#src/core/fold-text.ts'

/** Names that lists use and no locale data knows; single letters are those on German addresses. */
const others: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  tschechien: 'CZ',
  'republic of ireland': 'IE',
  'south korea': 'KR',
  russia: 'RU',
  brd: 'DE',
  'federal republic of germany': 'DE',
  uae: 'AE',
  d: 'DE',
  a: 'AT',
  f: 'FR',
  i: 'IT',
  b: 'BE',
  e: 'ES',
  l: 'LU',
  deu: 'DE',
  ger: 'DE',
  aut: 'AT',
  che: 'CH',
  fra: 'FR',
  gbr: 'GB',
  ita: 'IT',
  esp: 'ES',
  pol: 'PL',
  nld: 'NL',
  bel: 'BE',
  cze: 'CZ',
  dnk: 'DK',
  swe: 'SE',
  nor: 'NO',
  fin: 'FI',
  prt: 'PT',
  irl: 'IE',
  lux: 'LU',
  can: 'CA',
  aus: 'AU',
  nzl: 'NZ',
  ukr: 'UA',
  tur: 'TR',
  jpn: 'JP',
  chn: 'CN',
  ind: 'IN',
  bra: 'BR',
  mex: 'MX',
}

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pl',
  'pt',
  'cs',
  'da',
  'sv',
  'nb',
  'fi',
  'hu',
  'ro',
  'tr',
  'uk',
]
/** Not countries: groupings, and codes kept for private use. */
const noCountry = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

let byName: Map<string, string> | null = null

/** Names in the languages above, in each country's own, and the codes. */
function countryNames(): Map<string, string> {
  if (byName) return byName
  const names = new Map<string, string>()
  const displays = languages.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  )
  for (const first of alphabet)
    for (const second of alphabet) {
      const code = first + second
      if (noCountry.has(code) || displays[0]?.of(code) === undefined) continue
      const locale = new Intl.Locale(`und-${code}`)
      // A code given up long ago (DD) stands for today's country.
      if (locale.region !== code) continue
      const own = new Intl.DisplayNames([locale.maximize().language], { type: 'region', fallback: 'none' })
      for (const display of [...displays, own]) {
        const name = wordsOf(display.of(code) ?? '')
        if (name && !names.has(name)) names.set(name, code)
      }
      names.set(code.toLowerCase(), code)
    }
  for (const [name, code] of Object.entries(others)) if (!names.has(name)) names.set(name, code)
  byName = names
  return names
}

const known = new Map<string, string | null>()

/** The ISO 3166-1 code of a country given by its name in some language or by a code; null for no country. */
export function countryCode(text: string): string | null {
  if (text.length > 100) return null
  const before = known.get(text)
  if (before !== undefined) return before
  const code = countryNames().get(wordsOf(text)) ?? null
  // A file names few countries, many times; a wrong column must not fill memory.
  if (known.size < 5000) known.set(text, code)
  return code
}
