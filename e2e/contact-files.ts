/** Lists of contacts in the shapes that other programs export, made up from numbers so that they can overlap. */
import type { Page } from 'playwright-core'
import * as demo from '#db/demo-names.ts'

export interface ListFile {
  name: string
  mimeType: string
  buffer: Buffer
}

const firstNames = ['Johnny', 'Lenia', 'Milana', 'Kiana', 'Domenic', 'Ewa', 'Théo', 'Zoë', 'Marek', 'Ines']
const lastNames = ['Cors', 'Günz', 'Linke', 'Gruning', 'Flottmann', 'Żak', 'Lefèvre', 'Ohm', 'Nowak', 'Pires']

/** The same number is the same person, whichever list they stand in. */
export function personOf(number: number) {
  const firstName = firstNames[number % 10] as string
  const lastName = `${lastNames[Math.floor(number / 10) % 10]}-${Math.floor(number / 100)}`
  const domain = `firm${number % 60}.example`
  return {
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: `person.${number}@${domain}`,
    phone: `+49 30 5550${String(1000 + number)}`,
    company: `Firm ${number % 60} GmbH`,
  }
}

const quoted = (cell: string) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const lineOf = (cells: readonly string[], separator = ',') => cells.map(quoted).join(separator)
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

export const csvFile = (name: string, text: string): ListFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
})

const googleHead =
  'First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,Organization Name,Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Website 1 - Value'

export function googleContacts(from: number, to: number): ListFile {
  const lines = numbers(from, to).map((number) => {
    const { firstName, lastName, company, email, phone } = personOf(number)
    return lineOf([
      firstName,
      '',
      lastName,
      '',
      '',
      '',
      company,
      'Engineer',
      '1960-01-10',
      'Met at the fair, likes "straight talk"\nand calls back',
      '',
      '* myContacts ::: Fair',
      '* Work',
      email,
      number % 7 ? '' : `private.${number}@mail.example`,
      'Work',
      phone,
      `Rheinallee ${number}`,
      'Berlin',
      '10115',
      'Germany',
      `https://firm${number % 60}.example`,
    ])
  })
  return csvFile('google-contacts.csv', [googleHead, ...lines].join('\n'))
}

const hubspotHead =
  'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date (CET),Lead Status,Create Date (CET),Associated Company,Job Title,Lifecycle Stage,Country/Region'

/** With a byte order mark and e-mail addresses in capitals, as they come. */
export function hubspotContacts(from: number, to: number): ListFile {
  const lines = numbers(from, to).map((number) => {
    const { firstName, lastName, company, email, phone } = personOf(number)
    return lineOf([
      String(51_000 + number),
      firstName,
      lastName,
      email.toUpperCase(),
      phone,
      'Ann Owner',
      '2026-10-01 09:14',
      'New',
      '2025-01-11 10:00',
      company,
      'Technician',
      number % 3 ? 'Lead' : 'Customer',
      'Germany',
    ])
  })
  return csvFile('hubspot-contacts.csv', `\uFEFF${[hubspotHead, ...lines].join('\r\n')}\r\n`)
}

interface Known {
  name: string
  email: string
  phone: string
}

/** As a spreadsheet program in Germany writes it: mostly new people, some that are there, some that cannot be read. */
export function germanList(known: readonly Known[]): ListFile {
  const head = 'Kunde;Firma;E-Mail;Tel. 1;Mobil;Umsatz 2025;Kategorie;Geburtstag;Betreuer'
  const lines = numbers(0, 846).map((number) => {
    const firstName = demo.firstNames[number % demo.firstNames.length] as string
    const lastName = demo.lastNames[
      Math.floor(number / demo.firstNames.length) % demo.lastNames.length
    ] as string
    const firm = demo.firms[number % demo.firms.length] as (typeof demo.firms)[number]
    const email = `kontakt.${number}@${firm.domain}`
    const there = number % 9 === 4 ? known[Math.floor(number / 9) % known.length] : undefined
    const day = `${String(1 + (number % 28)).padStart(2, '0')}.0${1 + (number % 9)}.19${60 + (number % 40)}`
    return lineOf(
      [
        there?.name ?? `${lastName}, ${firstName}`,
        there ? '' : number % 3 ? firm.name : `${lastName} & Partner`,
        there?.email ?? (number % 105 === 11 ? email.replace('@', '@@') : email),
        there ? '' : `089 555${20_000 + number}`,
        number % 3 ? '' : `0170 555${20_000 + number}`,
        '14.200,00',
        number % 4 ? 'A; Stammkunde' : 'B',
        number % 211 === 7 ? '31.02.1971' : day,
        number % 40 ? 'Lena Hartmann' : 'Hartmann Junior',
      ],
      ';',
    )
  })
  return csvFile('kunden-2026-11.csv', [head, ...lines].join('\r\n'))
}

/** Gives the page's file field this file, as choosing it would. */
export const choose = (page: Page, file: ListFile) =>
  page.locator('main input[type=file]').last().setInputFiles(file)
