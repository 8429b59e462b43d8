import type { Address, Field, Fields } from '#src/core/fields.ts'

export type AddressPart = keyof Address

/** Where a column can go. */
export interface Target {
  /** A field (`email`), a part of an address (`address.city`) or one of the two below. */
  target: string
  label: string
  /** Several columns may go there. */
  collects: boolean
}

/** The column's text goes, under its heading, into the note that the import leaves on the record. */
export const noteTarget = 'importedNote'
/** Joins the first name. */
export const middleNameTarget = 'middleName'

/** One target per column of the file; null leaves the column out. */
export type Mapping = readonly (string | null)[]

const addressParts: Record<AddressPart, string> = {
  line1: 'Street',
  line2: 'Address line 2',
  city: 'City',
  postalCode: 'Postal code',
  region: 'Region',
  country: 'Country',
}

export const addressPartNames = Object.keys(addressParts) as AddressPart[]

const upperCase: Record<string, string> = { vat: 'VAT', iban: 'IBAN', bic: 'BIC', id: 'ID', url: 'URL' }

/** The words of a field's name: `otherEmails` is "Other e-mails", the reference `companyId` "Company". */
export function labelOf(name: string, field?: Field): string {
  const words = (field?.kind === 'reference' ? name.replace(/Id$/, '') : name)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .split(' ')
    .map((word) => upperCase[word] ?? word.replace(/^email/, 'e-mail'))
    .join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function partLabel(name: string, part: AddressPart): string {
  return name === 'address' ? addressParts[part] : `${labelOf(name)}: ${addressParts[part].toLowerCase()}`
}

const collectingKinds = new Set(['emails', 'phones', 'tags'])

/** Every place a column can go, in the order of the fields. */
export function targetsOf(fields: Fields): Target[] {
  const targets = Object.entries(fields).flatMap(([name, field]): Target[] => {
    const whole = { target: name, label: labelOf(name, field), collects: collectingKinds.has(field.kind) }
    if (field.kind !== 'address')
      return name === 'firstName'
        ? [whole, { target: middleNameTarget, label: 'Middle name', collects: false }]
        : [whole]
    const parts = addressPartNames.map((part) => ({
      target: `${name}.${part}`,
      label: partLabel(name, part),
      collects: false,
    }))
    return [whole, ...parts]
  })
  return [...targets, { target: noteTarget, label: 'Imported note', collects: true }]
}

export interface MappingProblem {
  /** Index of the column; null when it is about the whole mapping. */
  column: number | null
  message: string
}

/** What is wrong with a mapping that came from outside, in sentences. */
export function mappingProblems(
  mapping: Mapping,
  columns: readonly string[],
  fields: Fields,
): MappingProblem[] {
  if (mapping.length !== columns.length)
    return [
      { column: null, message: `The file has ${columns.length} columns, the mapping ${mapping.length}.` },
    ]
  const targets = new Map(targetsOf(fields).map((target) => [target.target, target]))
  const taken = new Set<string>()
  return mapping.flatMap((name, column) => {
    if (name === null) return []
    const target = targets.get(name)
    if (!target)
      return [
        { column, message: `There is no field “${name.slice(0, 60)}” for the column “${columns[column]}”.` },
      ]
    if (taken.has(name) && !target.collects)
      return [{ column, message: `${target.label} is taken from two columns.` }]
    taken.add(name)
    return []
  })
}
