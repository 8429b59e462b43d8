/** Postal addresses as they stand in signatures: DE, AT, CH, PL, FR, UK, US, NL, ES and IT, in lines or in one. */
import type { Address } from '#src/core/fields.ts'

export interface AddressHints {
  /** International numbers such as +49. */
  phones: readonly string[]
  /** Domains of addresses and sites. */
  domains: readonly string[]
  text: string
  /** Where whoever types is at home; the last guess. */
  home: string | undefined
}

export interface FoundAddress {
  address: Address
  /** The lines without what belonged to the address. */
  rest: string[]
}

interface Town {
  city: string | null
  postalCode: string
  region?: string
  countries: readonly string[]
}

const states =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR'
const stateCode = new RegExp(`^(?:${states.replaceAll(' ', '|')})$`)

const city = String.raw`(\p{Lu}[\p{L}’'./ -]*?)`
const prefixes: Record<string, string> = {
  D: 'DE',
  DE: 'DE',
  A: 'AT',
  AT: 'AT',
  CH: 'CH',
  F: 'FR',
  FR: 'FR',
  E: 'ES',
  ES: 'ES',
  I: 'IT',
  IT: 'IT',
  NL: 'NL',
  PL: 'PL',
  B: 'BE',
  L: 'LU',
}

const fiveDigits = ['DE', 'FR', 'ES', 'IT'] as const
const fourDigits = ['AT', 'CH', 'BE', 'LU', 'DK', 'NO'] as const

const patterns: readonly (readonly [RegExp, (match: RegExpExecArray) => Town | null])[] = [
  // 00-950 Warszawa
  [
    new RegExp(String.raw`^(?:PL[- ])?(\d{2}-\d{3})\s+${city}$`, 'u'),
    ([, code = '', town = '']) => ({ postalCode: code, city: town, countries: ['PL'] }),
  ],
  // 1017 AB Amsterdam
  [
    new RegExp(String.raw`^(?:NL[- ])?(\d{4}\s?[A-Z]{2})\s+${city}$`, 'u'),
    ([, code = '', town = '']) => ({ postalCode: code, city: town, countries: ['NL'] }),
  ],
  // 20121 Milano (MI)
  [
    new RegExp(String.raw`^(?:I(?:T)?[- ])?(\d{5})\s+${city}\s+\(?([A-Z]{2})\)?$`, 'u'),
    ([, code = '', town = '', region = '']) => ({ postalCode: code, city: town, region, countries: ['IT'] }),
  ],
  // D-80331 München, 8001 Zürich, 75002 Paris Cedex 02
  [
    new RegExp(
      String.raw`^(?:(DE?|AT?|CH|FR?|ES?|IT?|B|L)[- –])?(\d{4,5})\s+${city}(?:\s+(?:CEDEX|Cedex)(?:\s+\d+)?)?$`,
      'u',
    ),
    ([, prefix = '', code = '', town = '']) => {
      const said = prefixes[prefix]
      return {
        postalCode: code,
        city: town,
        countries: said ? [said] : code.length === 5 ? fiveDigits : fourDigits,
      }
    },
  ],
  // London NW1 6XE, or the postal code alone
  [
    new RegExp(String.raw`^(?:${city},?\s+)?([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})$`, 'u'),
    ([, town, code = '']) => ({ postalCode: code, city: town ?? null, countries: ['GB'] }),
  ],
  // Brooklyn NY 11201
  [
    new RegExp(String.raw`^(?:${city},?\s+)?([A-Z]{2})\.?\s+(\d{5}(?:-\d{4})?)$`, 'u'),
    ([, town, region = '', code = '']) =>
      stateCode.test(region) ? { postalCode: code, city: town ?? null, region, countries: ['US'] } : null,
  ],
]

const street =
  /\d|(?:stra(?:ß|ss)e|str\.|gasse|weg|platz|allee|damm|ring|ufer)(?![\p{L}])|(?<!\p{L})(?:rue|avenue|boulevard|bd|place|chemin|quai|impasse|allée|calle|avda|avenida|plaza|paseo|carrer|via|viale|piazza|corso|ulica|ul|aleja|al|plac|pl|street|st|road|rd|lane|drive|square|court|suite|floor|building|house|po box|postfach)(?!\p{L})/iu

const streetCountries: readonly (readonly [string, RegExp])[] = [
  ['FR', /(?<!\p{L})(?:rue|avenue|boulevard|bd|chemin|quai|impasse|allée|cours|cedex)(?!\p{L})/iu],
  ['ES', /(?<!\p{L})(?:calle|c\/|avda|avenida|plaza|paseo|carrer|ronda)(?!\p{L})/iu],
  ['IT', /(?<!\p{L})(?:via|viale|piazza|corso|largo|vicolo)(?!\p{L})/iu],
  ['DE', /(?:stra(?:ß|ss)e|str\.|weg|platz|allee|damm|ufer)(?![\p{L}])/iu],
]

const dialCodes: Record<string, string> = {
  '43': 'AT',
  '41': 'CH',
  '49': 'DE',
  '48': 'PL',
  '33': 'FR',
  '44': 'GB',
  '31': 'NL',
  '34': 'ES',
  '39': 'IT',
  '32': 'BE',
  '352': 'LU',
  '45': 'DK',
  '47': 'NO',
}

const forms: readonly (readonly [string, RegExp])[] = [
  ['FR', /\b(?:SARL|SASU?|EURL)\b/],
  ['ES', /\bS\.?\s?L\.?(?:U\.?)?(?=\s|,|$)/],
  ['IT', /\bS\.?r\.?l\.?s?\b|\bS\.p\.A\./],
  ['DE', /\b(?:GmbH|UG|OHG|GbR|e\. ?K\.)/],
]

const names: Record<string, readonly string[]> = {
  DE: ['deutschland', 'germany', 'allemagne', 'niemcy', 'duitsland', 'alemania', 'germania'],
  AT: ['österreich', 'austria', 'autriche', 'oostenrijk'],
  CH: ['schweiz', 'switzerland', 'suisse', 'svizzera', 'suiza', 'szwajcaria', 'zwitserland'],
  PL: ['polska', 'poland', 'polen', 'pologne', 'polonia'],
  FR: ['france', 'frankreich', 'francja', 'francia', 'frankrijk'],
  GB: [
    'uk',
    'united kingdom',
    'great britain',
    'england',
    'scotland',
    'wales',
    'northern ireland',
    'vereinigtes königreich',
    'royaume-uni',
  ],
  US: ['usa', 'us', 'united states', 'united states of america', 'vereinigte staaten', 'états-unis'],
  NL: ['nederland', 'netherlands', 'the netherlands', 'niederlande', 'pays-bas', 'holland', 'holandia'],
  ES: ['españa', 'spain', 'spanien', 'espagne', 'hiszpania', 'spagna'],
  IT: ['italia', 'italy', 'italien', 'italie', 'włochy'],
  BE: ['belgië', 'belgique', 'belgium', 'belgien'],
  LU: ['luxembourg', 'luxemburg'],
}

const countryNamed = (text: string) => {
  const wanted = text.trim().toLowerCase().replace(/\.$/, '').replaceAll('u.s.a', 'usa')
  return Object.entries(names).find(([, all]) => all.includes(wanted))?.[0]
}

const townIn = (text: string): Town | null => {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text.trim())
    const town = match && read(match)
    if (town) return town
  }
  return null
}

/** Which of the countries with such a postal code; null when nothing tells. */
function countryOf(among: readonly string[], street: string, { phones, domains, text, home }: AddressHints) {
  const only = (code: string | undefined) => (code && among.includes(code) ? code : undefined)
  if (among.length === 1) return among[0] ?? null
  const dialled = phones
    .map((phone) => /^(?:\+|00)(\d{3})/.exec(phone.replace(/[^\d+]/g, ''))?.[1] ?? '')
    .map((digits) => only(dialCodes[digits] ?? dialCodes[digits.slice(0, 2)]))
  const domain = domains.map((name) => only(name.split('.').at(-1)?.toUpperCase()))
  const matching = (table: typeof forms, where: string) =>
    table.map(([code, pattern]) => (pattern.test(where) ? only(code) : undefined))
  return (
    [...dialled, ...domain, ...matching(streetCountries, street), ...matching(forms, text), only(home)].find(
      Boolean,
    ) ?? null
  )
}

/** Finds the address in lines from which numbers and addresses of the network were already taken. */
export function findAddress(lines: readonly string[], hints: AddressHints): FoundAddress | null {
  // "14, rue des Martyrs": that comma parts nothing.
  const split = lines.map((line) =>
    line
      .split(/(?<!(?:^|,\s*)\d{1,4}(?: ?(?:bis|ter|[a-z]))?)\s*,\s*/iu)
      .map((part) => part.trim())
      .filter(Boolean),
  )
  for (const [row, parts] of split.entries()) {
    for (let at = 0; at < parts.length; at += 1) {
      const town = townAt(parts, at)
      if (town) return collect(split, row, town, hints)
    }
  }
  return null
}

/** The town in a part, or in two: in "Brooklyn, NY 11201" a comma stands inside. */
function townAt(parts: readonly string[], at: number): (Town & { from: number; to: number }) | null {
  const town = townIn(parts[at] ?? '')
  if (!town) return null
  const before = parts[at - 1]
  if (town.city === null && before && !/\d/.test(before)) {
    return { ...town, city: before, from: at - 1, to: at }
  }
  return { ...town, from: at, to: at }
}

function collect(
  split: readonly (readonly string[])[],
  row: number,
  town: Town & { from: number; to: number },
  hints: AddressHints,
): FoundAddress {
  const rest = split.map((parts) => [...parts])
  const own = rest[row] ?? []
  const after = own.splice(town.from)
  const behind = after.slice(town.to - town.from + 1)
  let place = town.city
  const above = rest[row - 1]
  // "London" in the line above the postal code.
  if (place === null && own.length === 0 && above?.length === 1 && !/\d/.test(above[0] ?? '')) {
    place = above.pop() ?? null
  }
  const taken = takeStreet(own)
  if (taken.length === 0 && own.length === 0) {
    for (let up = row - 1; up >= 0 && up >= row - 2 && taken.length === 0; up -= 1) {
      if (rest[up]?.length) taken.push(...takeStreet(rest[up] ?? []))
    }
  }
  let country: string | undefined
  const next = behind[0] ?? rest[row + 1]?.[0]
  if (next && countryNamed(next)) {
    country = countryNamed(next)
    if (behind.length > 0) behind.shift()
    else rest[row + 1]?.shift()
  }
  own.push(...behind)
  return {
    address: {
      line1: taken[0] ?? null,
      line2: taken.slice(1).join(', ') || null,
      city: place,
      postalCode: town.postalCode,
      region: town.region ?? null,
      country: country ?? countryOf(town.countries, taken.join(' '), hints),
    },
    rest: rest.map((parts) => parts.join(', ')).filter(Boolean),
  }
}

/** Takes the street, and what stands between it and the town, from the end of a line. */
function takeStreet(parts: string[]): string[] {
  const at = parts.findLastIndex(
    (part, index) => street.test(part) && (index > 0 || /\d/.test(part) || parts.length === 1),
  )
  if (at < 0) return []
  // "Building C, 12 Baker Street": the number says where the street is.
  const first = at > 0 && /\d/.test(parts[at - 1] ?? '') ? at - 1 : at
  return parts.splice(first)
}
