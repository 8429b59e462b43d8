/** What the pieces of an import are called: targets of columns, what was found in them, the file, how long it takes. */
import { useTranslations } from 'use-intl'
import { clientFields } from '#src/clients/fields.ts'
import { companyFields } from '#src/companies/fields.ts'
import type { Fields } from '#src/core/fields.ts'
import type { Output } from '#src/web/api.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'

export type Import = Output<'GET /imports/:id'>
export type ImportColumn = Import['columns'][number]
export type ListedImport = Output<'GET /imports'>['items'][number]
export type ImportRow = Output<'GET /imports/:id/rows'>['items'][number]
type Found = ImportColumn['found'][number]

/** The target of what has no field: into the note on the record. */
export const noteTarget = 'importedNote'

const addressWords = {
  line1: 'addressLine1',
  line2: 'addressLine2',
  postalCode: 'postalCode',
  city: 'city',
  region: 'region',
  country: 'country',
} as const

/** What a target is called. */
export function useTargetWord() {
  const t = useTranslations('imports.columns')
  const form = useTranslations('ui.form')
  const clients = useFieldWords('clients')
  const companies = useFieldWords('companies')
  return ({ kind }: Pick<Import, 'kind'>, target: string): string => {
    if (target === noteTarget) return t('importedNote')
    if (target === 'middleName') return t('middleName')
    const [field = '', part] = target.split('.')
    if (field === 'address' && part) return form(addressWords[part as keyof typeof addressWords])
    return kind === 'client' ? clients.label(target) : companies.label(target)
  }
}

export interface FoundWord {
  tone: 'good' | 'warning' | 'none'
  text: string
}

/** A field of both is of one kind in both. */
const fields: Fields = { ...companyFields, ...clientFields }

/** The one thing to know about a column: what is wrong first, then what it turned out to be. */
export function useFoundWord() {
  const t = useTranslations('imports.found')
  const { language } = usePerson()
  const { number } = useFormat()
  const refusedWord = (target: string | null, count: number) => {
    const kind = target === null ? undefined : fields[target]?.kind
    if (kind === 'email' || kind === 'emails') return t('noEmails', { count })
    if (kind === 'phone' || kind === 'phones') return t('noPhones', { count })
    return kind === 'day' ? t('noDays', { count }) : t('unreadable', { count })
  }
  const ownersWord = (names: readonly string[], unknown: number) => {
    if (names.length === 0) return t('nobody', { count: unknown })
    const listed = names.join(', ')
    return unknown > 0
      ? t('ownersUnknown', { names: listed, count: number(unknown) })
      : t('owners', { names: listed })
  }
  const good = (fact: Found): string | null => {
    const { count, known, names, unknown } = fact
    if (fact.fact === 'name_split') return t('nameSplit')
    if (fact.fact === 'companies') return t('companies', { count: count ?? 0, known: number(known ?? 0) })
    if (fact.fact === 'owners') return ownersWord(names, unknown ?? 0)
    if (fact.fact === 'tags') return t('tags', { count: count ?? 0 })
    if (fact.fact !== 'country' || !names[0]) return null
    return t('country', {
      country: new Intl.DisplayNames(language, { type: 'region' }).of(names[0]) ?? names[0],
    })
  }
  return ({ target, filled, found }: ImportColumn, unknownColumns: Import['unknownColumns']): FoundWord => {
    if (filled === 0) return { tone: 'none', text: t('empty') }
    if (target === null) return { tone: 'none', text: t('leftOut') }
    if (target === noteTarget && unknownColumns === 'drop') return { tone: 'none', text: t('dropped') }
    const warning = found.find(({ fact }) => fact === 'refused')
    if (warning) return { tone: 'warning', text: refusedWord(target, warning.count ?? 0) }
    if (target === noteTarget) return { tone: 'good', text: t('note', { count: number(filled) }) }
    const said = found.map(good).find((text) => text !== null)
    return { tone: 'good', text: said ?? t('filled', { count: number(filled) }) }
  }
}

const separators = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const
const encodings = {
  'utf-8': 'utf8',
  'utf-16le': 'utf16le',
  'utf-16be': 'utf16be',
  'windows-1252': 'windows1252',
} as const

/** `kunden.csv, 2,846 rows, UTF-8, semicolon` */
export function useFileWord() {
  const t = useTranslations('imports.aside')
  return ({ fileName, counts, status, encoding, separator, format }: Import) =>
    [
      fileName,
      status !== 'reading' && counts.rows > 0 && t('rows', { count: counts.rows }),
      encoding && t(`encodings.${encodings[encoding]}`),
      format === 'vcard' ? t('vcard') : separator && t(separators[separator as keyof typeof separators]),
    ]
      .filter(Boolean)
      .join(', ')
}

const minute = 60

/** `about 20 seconds` */
export function useDuration() {
  const t = useTranslations('imports.promise')
  return (seconds: number) => {
    if (seconds < 2) return t('moment')
    if (seconds < 1.5 * minute)
      return t('seconds', { count: seconds < 10 ? Math.ceil(seconds) : Math.ceil(seconds / 5) * 5 })
    return t('minutes', { count: Math.round(seconds / minute) })
  }
}
