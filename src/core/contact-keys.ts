/** Promise: e-mails and phones are recognized however they are typed. Pure. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'

/** E-mail addresses in lower case, each once. */
export const emailKeys = (...emails: (string | null | undefined)[]): string[] => [
  ...new Set(emails.filter((email) => email != null).map((email) => email.toLowerCase())),
]

/** Phone numbers as E.164 where they can be read with this default country, else their bare digits. */
export const phoneKeys = (country: string | null, ...phones: (string | null | undefined)[]): string[] => [
  ...new Set(phones.map((phone) => phoneKey(country, phone)).filter((key) => key !== '')),
]

function phoneKey(country: string | null, phone: string | null | undefined): string {
  if (!phone) return ''
  const parsed = parsePhoneNumberFromString(phone, (country ?? undefined) as CountryCode | undefined)
  return parsed ? parsed.number : phone.replace(/\D/g, '')
}
