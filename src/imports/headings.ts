import { wordsOf } from '#src/core/fold-text.ts'
import type { AddressPart } from './targets.ts'

/** A heading taken apart: "E-mail 2 - Value" is "email", the second; "Business Street" is "street" of business. */
export interface Heading {
  words: string
  /** The words without the group. */
  base: string
  /** Which of several alike; 1 where no number is said. */
  number: number
  group: string
}

const groups: Record<string, string> = {
  business: 'business',
  work: 'business',
  office: 'business',
  geschaftlich: 'business',
  dienstlich: 'business',
  home: 'home',
  private: 'home',
  privat: 'home',
  personal: 'home',
  other: 'other',
  weitere: 'other',
  mailing: 'mailing',
  billing: 'billing',
  shipping: 'shipping',
}

export function takeApart(heading: string): Heading {
  const plain = wordsOf(heading)
    .replace(/\be mail/g, 'email')
    .replace(/ value$/, '')
  const number = /(?:^| )(\d{1,2})(?: |$)/.exec(plain)
  const words = (number ? plain.replace(number[0], ' ') : plain).trim()
  const all = words.split(' ')
  const group = all.find((word) => groups[word])
  const rest = all.filter((word) => !groups[word]).join(' ')
  return {
    words,
    base: rest || words,
    number: number ? Number(number[1]) : 1,
    group: group && rest ? groups[group]! : '',
  }
}

/** Headings under which other programs export the parts of an address. */
export const addressHeadings: Record<AddressPart, readonly string[]> = {
  line1: [
    'street',
    'street address',
    'address street',
    'address line',
    'street line',
    'strasse',
    'straße',
    'strasse nr',
    'strasse hausnummer',
    'strasse und hausnummer',
    'rue',
    'ulica',
    'via',
    'calle',
    'address',
    'adresse',
    'anschrift',
    'strasse postfach',
  ],
  line2: [
    'address line 2',
    'address extended',
    'address extended address',
    'extended address',
    'adresszusatz',
    'zusatz',
    'apartment',
    'suite',
    'address po box',
    'po box',
    'postfach',
  ],
  city: [
    'city',
    'address city',
    'town',
    'locality',
    'ort',
    'stadt',
    'wohnort',
    'ville',
    'miasto',
    'miejscowosc',
    'ciudad',
    'citta',
    'plaats',
  ],
  postalCode: [
    'postal code',
    'address postal code',
    'zip',
    'zip code',
    'zip postal code',
    'postcode',
    'post code',
    'plz',
    'postleitzahl',
    'code postal',
    'kod pocztowy',
    'codigo postal',
    'cap',
  ],
  region: [
    'region',
    'address region',
    'state',
    'state region',
    'state province',
    'province',
    'county',
    'bundesland',
    'kanton',
    'bundesland kanton',
    'wojewodztwo',
  ],
  country: [
    'country',
    'address country',
    'country region',
    'land',
    'land region',
    'staat',
    'country code',
    'landercode',
    'pays',
    'kraj',
    'pais',
    'nation',
  ],
}

/** One cell with the whole address. */
export const wholeAddressHeadings = [
  'address formatted',
  'full address',
  'postal address',
  'business address',
  'home address',
]

const words = (...headings: string[]) => new Set(headings)

/** Remarks in people's own words: they begin the imported note. */
export const remarkHeadings = words(
  'notes',
  'note',
  'notizen',
  'notiz',
  'bemerkung',
  'bemerkungen',
  'anmerkung',
  'anmerkungen',
  'comment',
  'comments',
  'kommentar',
  'remarks',
  'description',
  'beschreibung',
  'uwagi',
  'remarques',
)

export const middleNameHeadings = words(
  'middle name',
  'additional name',
  'weitere vornamen',
  'zweiter vorname',
)

/** Bookkeeping of other programs, which says nothing to a person. */
export const uselessHeading = (said: string) =>
  /(?:^| )(?:label|type|photo)$|^(?:record id|phonetic .*|yomi .*|priority|sensitivity|initials yomi|.* associated company id|associated company id.*|marketing contact status|row in the file|why it was refused)$/.test(
    said,
  )
