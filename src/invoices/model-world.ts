/**
 * An invoice by the numbers of EN 16931-1, whatever syntax it was read from. Tests judge this and not what our writer
 * meant. A group is there when its name (`BG-14`) is; what stands in an attribute has the number of its term and `-1`.
 */
export type Terms = Record<string, string>

export interface ModelLine {
  terms: Terms
  allowances: Terms[]
  charges: Terms[]
}

export interface Model {
  head: Terms
  allowances: Terms[]
  charges: Terms[]
  /** BG-23. */
  taxes: Terms[]
  lines: ModelLine[]
}

/** Only what is there: `{ 'BT-1': undefined }` says nothing. */
export function terms(found: Record<string, string | undefined>): Terms {
  const entries = Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
