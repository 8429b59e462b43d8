/** Lists of contacts in the shapes that other programs export, made up from numbers so that they can overlap. */
import type { Page } from 'playwright-core'

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

/** Gives the page's file field this file, as choosing it would. */
export const choose = (page: Page, file: ListFile) =>
  page.locator('main input[type=file]').last().setInputFiles(file)
