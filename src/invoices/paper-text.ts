/** How numbers, days and addresses are written on the paper, in the document's language. Pure. */
import { exponentOf, writeAmount } from './money.ts'
import type { Invoice, Language, Party } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'

export const fill = (pattern: string, values: Readonly<Record<string, string>>) =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** Whoever prints on Letter writes days as in America, everybody else as in Europe. */
const localeOf = (language: Language, paper: InvoiceSettings['paper']) =>
  language === 'en' ? (paper === 'Letter' ? 'en-US' : 'en-GB') : language

/** A day of the calendar, which is the same day wherever one is. */
const dayFormat = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: locale === 'de' ? 'medium' : 'long', timeZone: 'UTC' })

const number = (text: string) => text as Intl.StringNumericLiteral

/** The ways of writing of one document. Numbers stay text to the last digit. */
export function writersOf(invoice: Pick<Invoice, 'language' | 'currency'>, paper: InvoiceSettings['paper']) {
  const locale = localeOf(invoice.language, paper)
  const places = exponentOf(invoice.currency)
  const money = new Intl.NumberFormat(locale, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  })
  const prices = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: 6 })
  const quantities = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const percents = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'percent',
    maximumFractionDigits: 4,
  })
  const days = dayFormat(locale)
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  return {
    money: (amount: number) => money.format(number(writeAmount(amount, invoice.currency))),
    price: (price: string) => prices.format(number(price)),
    quantity: (quantity: string) => quantities.format(number(quantity)),
    percent: (percent: string) => percents.format(number(percent)),
    day: (day: string) => days.format(new Date(day)),
    period: (from: string, until: string) => days.formatRange(new Date(from), new Date(until)),
    country: (code: string) => countries.of(code) ?? code,
  }
}

export type Writers = ReturnType<typeof writersOf>

/** Where the place comes before its code. */
const cityFirst = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'IN', 'SG'])

/** An address as on an envelope; the country stands on one that crosses a border. */
export function addressLines(address: Party['address'], home: string | null, { country }: Writers): string[] {
  if (!address) return []
  const { line1, line2, city, postalCode, region } = address
  const place = cityFirst.has(address.country ?? '')
    ? [[city, region].filter(Boolean).join(', '), postalCode]
    : [postalCode, city]
  const abroad = address.country && address.country !== home ? country(address.country) : null
  return [
    line1,
    line2,
    place.filter(Boolean).join(' '),
    cityFirst.has(address.country ?? '') ? null : region,
    abroad,
  ].filter((line): line is string => Boolean(line?.trim()))
}

/** In groups of four, as on a bank card. */
export const groupedIban = (iban: string) => iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
