import { type Address, limits } from '#src/core/fields.ts'
import { countryCode } from './read-country.ts'
import { type AddressPart, addressPartNames } from './targets.ts'

const empty: Address = { line1: null, line2: null, city: null, postalCode: null, region: null, country: null }

const labels: Record<AddressPart, string> = {
  line1: 'Street',
  line2: 'Address line 2',
  city: 'City',
  postalCode: 'Postal code',
  region: 'Region',
  country: 'Country',
}

const postalCodeLimit = 20

interface Part {
  part: AddressPart
  column: number
  text: string
}

interface Fault {
  column: number | null
  reason: string
}

/** An address from the cells of its parts, which win over what one cell holds as a whole. */
export function readAddressParts(
  parts: readonly Part[],
  whole: Partial<Address> | null,
  wholeColumn: number | null,
): { address: Address | null; faults: Fault[] } {
  const said: { -readonly [P in AddressPart]?: { text: string; column: number | null } } = {}
  for (const part of addressPartNames) {
    const text = whole?.[part]
    if (text) said[part] = { text, column: wholeColumn }
  }
  for (const { part, column, text } of parts) {
    const [line, ...more] = text
      .split(/[\r\n]+/)
      .map((piece) => piece.trim())
      .filter(Boolean)
    if (!line) continue
    said[part] = { text: part === 'line1' ? line : [line, ...more].join(' '), column }
    if (part === 'line1' && more.length > 0) said.line2 = { text: more.join(', '), column }
  }
  const faults: Fault[] = []
  const address = { ...empty }
  for (const part of addressPartNames) {
    const cell = said[part]
    if (!cell) continue
    const max = part === 'postalCode' ? postalCodeLimit : limits.addressLine
    const value = part === 'country' ? countryCode(cell.text) : cell.text
    if (value === null)
      faults.push({ column: cell.column, reason: `Country “${cell.text.slice(0, 40)}” is not known` })
    else if (value.length > max)
      faults.push({ column: cell.column, reason: `${labels[part]} is longer than ${max} characters` })
    else address[part] = value
  }
  return { address: Object.values(address).some((value) => value !== null) ? address : null, faults }
}

/** "Rheinallee 661, 85765 Nord Arda, Germany", or the same in lines. Nothing of it is lost, whatever it means. */
export function readWholeAddress(text: string): Partial<Address> | null {
  const lines = text
    .split(/\n/.test(text.trim()) ? /[\r\n]+/ : ',')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) return null
  const address: Partial<Address> = {}
  const last = lines.at(-1)!
  if (lines.length > 1 && countryCode(last)) {
    address.country = last
    lines.pop()
  }
  const at = lines.findIndex((line, index) => index > 0 && townPattern.test(line))
  if (at > 0) {
    const [, code = '', city = ''] = townPattern.exec(lines[at]!) ?? []
    address.postalCode = code
    address.city = city
    lines.splice(at, 1)
  }
  const [line1, ...others] = lines
  address.line1 = line1 ?? null
  address.line2 = others.join(', ') || null
  return address
}

const townPattern = /^((?:[A-Z]{1,2}-)?\d[\d -]{2,9}\d)\s+(\p{L}.*)$/u
