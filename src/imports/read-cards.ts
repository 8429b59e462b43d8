import ICAL from 'ical.js'
import { inPieces, type TextEncoding, textDecoder } from '#src/core/text-encoding.ts'
import { type CardText, cardCutter, plainLine } from './card-lines.ts'
import type { FileRow } from './imported-file.ts'

/** The columns that every vCard file has, under headings that the guess knows. */
export const cardColumns = [
  'Name',
  'First name',
  'Middle name',
  'Last name',
  'Name prefix',
  'Name suffix',
  'Nickname',
  'Company',
  'Department',
  'Job title',
  'E-mail',
  'Other e-mails',
  'Phone',
  'Other phones',
  'Street',
  'Address line 2',
  'City',
  'Region',
  'Postal code',
  'Country',
  'Website',
  'Birthday',
  'Tags',
  'Notes',
  'Other',
] as const

type CardColumn = (typeof cardColumns)[number]

/** What says nothing about the person, or is told by another column already. */
const silent = new Set(
  'VERSION PRODID REV UID CLASS SOURCE SORT-STRING MAILER LABEL KIND TZ GEO X-ABLABEL X-ABSHOWAS X-ABADR X-ABUID CLIENTPIDMAP'
    .split(' ')
    .map((name) => name.toLowerCase()),
)

interface Property {
  name: string
  parameters: Record<string, string | string[]>
  /** A list of texts for N, ADR, ORG and CATEGORIES. */
  value: string | string[]
}

/** Cards as rows under `cardColumns`; a card that cannot be read comes with its problem. */
export async function* readCards(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<FileRow[]> {
  const decoder = textDecoder(encoding)
  const cutter = cardCutter()
  let number = 0
  const toRows = (cards: readonly CardText[]): FileRow[] =>
    cards.map((card) => {
      number += 1
      return cardRow(card, number)
    })
  for await (const piece of inPieces(chunks)) {
    const rows = toRows(cutter.write(decoder.write(piece)))
    if (rows.length > 0) yield rows
  }
  const rows = toRows([...cutter.write(decoder.end()), ...cutter.end()])
  if (rows.length > 0) yield rows
}

function cardRow(card: CardText, row: number): FileRow {
  if (card.problem) return { row, cells: [], problem: card.problem }
  try {
    return { row, cells: cardCells(propertiesOf(card.lines)), problem: null }
  } catch {
    return { row, cells: [], problem: 'The card is not written as a vCard' }
  }
}

function propertiesOf(lines: readonly string[]): Property[] {
  const plain = lines.map(plainLine).filter((line) => line !== null)
  // The version comes first, since it decides how the other lines are read; 2.1 was rewritten as 3.0.
  const version = plain.some((line) => /^VERSION[^:]*:\s*4/i.test(line)) ? '4.0' : '3.0'
  const rest = plain.filter((line) => !/^VERSION\b/i.test(line))
  const parsed = ICAL.parse(['BEGIN:VCARD', `VERSION:${version}`, ...rest, 'END:VCARD'].join('\r\n'))
  return (parsed[1] as [string, Property['parameters'], string, ...unknown[]][]).map(
    ([name, parameters, , ...values]) => ({ name, parameters, value: contentOf(values) }),
  )
}

/** Parts that are lists themselves ("Abs,B" in a name) read as one text. */
function contentOf(values: readonly unknown[]): string | string[] {
  const asText = (value: unknown): string =>
    Array.isArray(value) ? value.map(asText).join(', ') : String(value ?? '')
  const [first] = values
  if (values.length === 1 && !Array.isArray(first)) return asText(first)
  return (Array.isArray(first) ? first : values).map(asText)
}

const textOf = ({ value }: Property) => (Array.isArray(value) ? value.join(', ') : value).trim()
const partsOf = ({ value }: Property) => (Array.isArray(value) ? value : [value]).map((part) => part.trim())

function typesOf({ parameters }: Property): string[] {
  const types = parameters.type ?? []
  return (Array.isArray(types) ? types : types.split(',')).map((type) => type.toLowerCase())
}

/** The preferred one first; the order of the file decides among the others. */
function preferred(properties: readonly Property[]): Property[] {
  const rank = (property: Property) => {
    const pref = Number(property.parameters.pref)
    if (pref > 0) return pref
    return typesOf(property).includes('pref') ? 1 : 101
  }
  return properties.toSorted((a, b) => rank(a) - rank(b))
}

function cardCells(properties: readonly Property[]): string[] {
  const cells = new Map<CardColumn, string>()
  const other: string[] = []
  const named = (...names: string[]) => properties.filter(({ name }) => names.includes(name))
  const put = (column: CardColumn, text: string | undefined) => text && cells.set(column, text)
  const keep = (property: Property) => {
    const text = property.name === 'adr' ? partsOf(property).filter(Boolean).join(', ') : textOf(property)
    if (text) other.push(`${property.name.replace(/^x-/, '')}: ${text}`)
  }

  put('Name', named('fn').map(textOf).find(Boolean))
  const [last, first, middle, prefix, suffix] = named('n').map(partsOf)[0] ?? []
  put('Last name', last)
  put('First name', first)
  put('Middle name', middle)
  put('Name prefix', prefix)
  put('Name suffix', suffix)
  put('Nickname', named('nickname').map(textOf).join(', '))

  const [organization, ...otherOrganizations] = named('org')
  const [company, ...departments] = organization ? partsOf(organization) : []
  put('Company', company)
  put('Department', departments.filter(Boolean).join(', '))
  const [title, ...otherTitles] = named('title', 'role').filter(textOf)
  put('Job title', title && textOf(title))

  const [email, ...otherEmails] = preferred(named('email')).map(textOf).filter(Boolean)
  put('E-mail', email)
  put('Other e-mails', otherEmails.join(' ::: '))
  const isFax = (property: Property) => typesOf(property).includes('fax')
  const [phone, ...otherPhones] = preferred(named('tel').filter((tel) => !isFax(tel)))
    .map((tel) => phoneText(textOf(tel)))
    .filter(Boolean)
  put('Phone', phone)
  put('Other phones', otherPhones.join(' ::: '))

  const [address, ...otherAddresses] = preferred(named('adr')).filter((adr) => partsOf(adr).some(Boolean))
  const [box, extended, street, city, region, postalCode, country] = address ? partsOf(address) : []
  put('Street', street || box)
  put('Address line 2', [extended, street ? box : ''].filter(Boolean).join(', '))
  put('City', city)
  put('Region', region)
  put('Postal code', postalCode)
  put('Country', country)

  const [website, ...otherWebsites] = preferred(named('url'))
  put('Website', website && textOf(website).replaceAll('\\:', ':'))
  const [birthday] = named('bday')
  put('Birthday', birthday && birthdayText(birthday))
  put('Tags', named('categories').flatMap(partsOf).filter(Boolean).join(' ::: '))
  put('Notes', named('note').map(textOf).filter(Boolean).join('\n\n'))

  for (const property of [...otherOrganizations, ...otherTitles, ...otherAddresses, ...otherWebsites])
    keep(property)
  for (const property of named('tel').filter(isFax)) other.push(`fax: ${phoneText(textOf(property))}`)
  const told = new Set('fn n nickname org title role email tel adr url bday categories note'.split(' '))
  for (const property of properties)
    if (!told.has(property.name) && !silent.has(property.name)) keep(property)
  put('Other', other.join('\n'))
  return cardColumns.map((column) => cells.get(column) ?? '')
}

/** A telephone URI (RFC 3966) as people write the number. */
function phoneText(text: string): string {
  const [, number = text, , extension] = /^tel:([^;?]*)(;ext=([^;?]*))?/i.exec(text) ?? []
  let plain = number
  try {
    plain = decodeURIComponent(number)
  } catch {
    // A stray percent sign: the number stays as written.
  }
  return (extension ? `${plain} ext. ${extension}` : plain).trim()
}

/** Apple writes a year that nobody gave as a number it names in a parameter. */
function birthdayText(property: Property): string {
  const text = textOf(property)
  const omitted = String(property.parameters['x-apple-omit-year'] ?? '')
  return omitted && text.startsWith(omitted) ? `-${text.slice(omitted.length)}` : text
}
