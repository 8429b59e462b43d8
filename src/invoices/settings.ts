/** The settings for invoices: read with what the country usually has, and changed. */
import { z } from 'zod'
import { byKey, join, part, raw, type Sql } from '#src/core/db.ts'
import { invalid, notFound } from '#src/core/errors.ts'
import { columnOf } from '#src/core/fields.ts'
import { operation } from '#src/core/operation.ts'
import { changedFields, organizationOf, present } from '#src/core/record.ts'
import { usualPatterns } from './numbers.ts'
import { type Language, languages } from './schema.ts'
import {
  InvoiceSettings,
  InvoiceSettingsChange,
  type MailKind,
  mailKinds,
  type papers,
  type Template,
} from './settings-schema.ts'
import { smallBusinessSentences, taxPresetOf } from './tax-presets.ts'
import type { TaxCategory } from './totals.ts'

type Paper = (typeof papers)[number]

interface Row {
  country: string | null
  locale: string
  version: number | null
  numbering: Partial<InvoiceSettings['numbering']> | null
  termsDays: number | null
  paymentTerms: string | null
  taxCategory: TaxCategory | null
  taxRate: string | null
  exemptionReason: string | null
  language: Language | null
  paper: Paper | null
  footer: string | null
  paymentLink: string | null
  logoFileId: string | null
  mails: Partial<Record<MailKind, Template | null>> | null
  reminders: Partial<InvoiceSettings['reminders']> | null
}

const usualTermsDays = 14
const usualReminders = { active: false, days: [-3, 3, 10, 20] }
const letterCountries = 'US CA MX PH CL CO VE'.split(' ')

const languageOf = (locale: string): Language =>
  languages.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en'

/** The organization's settings, whole: what it did not settle is as its country and language have it. */
export async function readSettings(sql: Sql, organization: string): Promise<InvoiceSettings> {
  const [row] = await sql<Row>`${byKey}
    select o.country, o.locale, s.version, s.numbering, s.terms_days, s.payment_terms, s.tax_category, s.tax_rate,
      s.exemption_reason, s.language, s.paper, s.footer, s.payment_link, s.logo_file_id, s.mails, s.reminders
    from organizations o left join invoice_settings s on s.org_id = o.id where o.id = ${organization}`
  if (!row) throw notFound()
  const { country, locale, ...said } = row
  const preset = taxPresetOf(country)
  const standard = preset.rates[0]
  return {
    version: said.version ?? 0,
    numbering: { ...usualPatterns, ...said.numbering },
    termsDays: said.termsDays ?? usualTermsDays,
    paymentTerms: said.paymentTerms,
    taxCategory: said.taxCategory ?? (standard ? 'S' : 'Z'),
    taxRate: said.taxRate ?? (said.taxCategory && said.taxCategory !== 'S' ? '0' : (standard ?? '0')),
    exemptionReason: said.exemptionReason,
    language: said.language ?? languageOf(locale),
    paper: said.paper ?? (letterCountries.includes(country ?? '') ? 'Letter' : 'A4'),
    footer: said.footer,
    paymentLink: said.paymentLink,
    logoFileId: said.logoFileId,
    mails: Object.fromEntries(
      mailKinds.map((kind) => [kind, said.mails?.[kind] ?? null]),
    ) as InvoiceSettings['mails'],
    reminders: { ...usualReminders, ...said.reminders },
    taxLabel: preset.label,
    taxRates: [...preset.rates],
    smallBusinessSentence: smallBusinessSentences[country ?? ''] ?? null,
  }
}

export const getInvoiceSettings = operation({
  name: 'invoice_settings.get',
  route: 'GET /invoice-settings',
  summary: 'Read how this organization numbers, taxes and sends its invoices',
  kind: 'read',
  permission: 'invoices.read',
  input: z.strictObject({}),
  output: InvoiceSettings,
  run: ({ sql, actor }) => readSettings(sql, organizationOf(actor)),
})

const asJson = new Set(['numbering', 'mails', 'reminders'])

export const updateInvoiceSettings = operation({
  name: 'invoice_settings.update',
  route: 'PATCH /invoice-settings',
  summary: 'Change how invoices are numbered, taxed and sent; what is left out stays',
  kind: 'write',
  permission: 'settings.manage',
  input: InvoiceSettingsChange,
  output: InvoiceSettings,
  async run({ sql, actor, version, touched }, said) {
    const organization = organizationOf(actor)
    await sql`insert into invoice_settings (org_id, version) values (${organization}, 0) on conflict do nothing`
    await sql`select 1 from invoice_settings where org_id = ${organization} for no key update`
    const before = present(await readSettings(sql, organization), version)
    await mustBeImage(sql, organization, said.logoFileId)
    const whole: Record<string, unknown> = {
      ...said,
      ...(said.numbering && { numbering: { ...before.numbering, ...definedOnly(said.numbering) } }),
      ...(said.mails && { mails: { ...before.mails, ...definedOnly(said.mails) } }),
    }
    const category = said.taxCategory ?? before.taxCategory
    if (category !== 'S') whole.taxRate = '0'
    else if (Number(said.taxRate ?? before.taxRate) === 0)
      throw invalid('taxRate', 'The standard category (S) needs a rate above zero.')
    const changed = changedFields({ ...before }, whole)
    if (changed.length === 0) return before
    const assignments = changed.map((name) => {
      const value = asJson.has(name) ? JSON.stringify(whole[name]) : whole[name]
      return part`${raw(columnOf(name))} = ${value}`
    })
    await sql`
      update invoice_settings set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where org_id = ${organization}`
    touched('invoice_settings', organization, changed)
    return readSettings(sql, organization)
  },
})

const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

async function mustBeImage(sql: Sql, organization: string, id: string | null | undefined): Promise<void> {
  if (!id) return
  const [file] = await sql<{ type: string; size: number }>`${byKey}
    select type, size from files
    where org_id = ${organization} and id = ${id} and stored_at is not null and deleted_at is null`
  if (!file) throw notFound('logoFileId')
  if (!['image/png', 'image/jpeg'].includes(file.type))
    throw invalid('logoFileId', 'A logo is a PNG or JPEG image.')
  if (file.size > 2_000_000) throw invalid('logoFileId', 'A logo has at most 2 MB.')
}
