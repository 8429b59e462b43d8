/**
 * Promise: the plain fields of a record are described once, as data, and the schema, the SQL, the form,
 * the import and the export are made from that description. Pure: runs in Node and in the browser.
 */

interface Described {
  /** What it is, in a sentence: shown in the API document. */
  about: string
  /** Column headings, lower case, under which other programs export it. An exact heading wins over a later one. */
  headings?: readonly string[]
}

/** One field. `kind` decides its type, its control in a form and how it is read from and written to a spreadsheet. */
export type Field = Described &
  (
    | { kind: 'text'; max: number; multiline?: boolean; required?: boolean }
    | {
        kind:
          | 'email'
          | 'emails'
          | 'phone'
          | 'phones'
          | 'link'
          | 'day'
          | 'number'
          | 'yesNo'
          | 'tags'
          | 'address'
          | 'electronicAddress'
      }
    | { kind: 'choice'; options: readonly string[]; initial: string }
    | { kind: 'reference'; to: 'company' | 'person' }
  )

export type Fields = Readonly<Record<string, Field>>

export interface Address {
  line1: string | null
  line2: string | null
  city: string | null
  postalCode: string | null
  region: string | null
  /** ISO 3166-1 alpha-2, e.g. "DE". */
  country: string | null
}

/** Where e-invoices go. */
export interface ElectronicAddress {
  /** EAS code, e.g. "9930". */
  scheme: string
  value: string
}

/** The TypeScript type of one field's value in a record. */
export type FieldValue<F extends Field> = F extends { kind: 'text'; required: true }
  ? string
  : F extends { kind: 'emails' | 'phones' | 'tags' }
    ? string[]
    : F extends { kind: 'choice'; options: readonly (infer O)[] }
      ? O
      : F extends { kind: 'address' }
        ? Address | null
        : F extends { kind: 'electronicAddress' }
          ? ElectronicAddress | null
          : F extends { kind: 'yesNo' }
            ? boolean
            : string | null

export const limits = {
  email: 254,
  phone: 40,
  link: 500,
  listItems: 20,
  tag: 40,
  tags: 50,
  addressLine: 200,
  electronicValue: 200,
  /** Digits of a decimal number written as a string, sign and point included. */
  number: 30,
} as const

/** The database column of a field: camelCase to snake_case. */
export const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What a new record holds where nothing was said. */
export function initialValue(field: Field): string | string[] | boolean | null {
  if (field.kind === 'choice') return field.initial
  if (field.kind === 'yesNo') return false
  return field.kind === 'emails' || field.kind === 'phones' || field.kind === 'tags' ? [] : null
}
