/** The parts of the settings for invoices that are plain forms; each is stored by itself. */
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Field, Fields } from '#src/core/fields.ts'
import { api, Failure, type Input, type Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'
import { patternFault, periodOf, writeNumber } from './numbers.ts'
import { languages, seriesNames } from './schema.ts'
import { papers } from './settings-schema.ts'
import { taxCategories } from './totals.ts'

export type Settings = Output<'GET /invoice-settings'>
type Change = Input<'PATCH /invoice-settings'>

const text = (max: number, multiline = false): Field => ({ kind: 'text', max, multiline, about: '' })
const choice = (options: readonly string[]): Field => ({ kind: 'choice', options, initial: '', about: '' })

interface PartProps {
  fields: Fields
  flat: (settings: Settings) => Values
  change: (values: Values) => Change
  settings: Settings
  hint?: (name: string, values: Values) => string | undefined
  optionLabel?: (name: string, option: string) => string
}

/** A form over some of the settings. Changes made elsewhere fill it anew, unless they are not its own. */
function Part({ settings, ...rest }: PartProps) {
  return <PartForm key={JSON.stringify(rest.flat(settings))} settings={settings} {...rest} />
}

function PartForm({ fields, flat, change, settings, hint, optionLabel }: PartProps) {
  const t = useTranslations('invoices.settings')
  const ui = useTranslations('ui')
  const stored = useRef(settings)
  const [typed, setTyped] = useState<Values>(() => flat(settings))
  const deed = useDeed('PATCH /invoice-settings', {
    touches: ['invoice_settings'],
    done: t('saved'),
    shown: [412, 422],
  })
  const submit = async (changed: Values) => {
    const wanted = change(changed)
    const { output, failure } = await deed.run(wanted, { version: stored.current.version })
    if (failure) return { failure: atFields(failure) }
    stored.current = output
    return { failure: null, output: flat(output) }
  }
  const reload = async () => {
    stored.current = await api('GET /invoice-settings', {})
    return flat(stored.current)
  }
  return (
    <RecordForm
      stays
      fields={fields}
      label={(name) => t(`fields.${name as 'termsDays'}`)}
      values={flat(settings)}
      watch={setTyped}
      {...(hint && { hint: (name: string) => hint(name, typed) })}
      {...(optionLabel && { optionLabel })}
      action={ui('save')}
      submit={submit}
      reload={reload}
    />
  )
}

/** `numbering.invoice` and `reminders.days.0` are refused at the fields they stand in. */
const atFields = (failure: Failure) =>
  new Failure(failure.status, {
    code: failure.code,
    detail: failure.detail,
    errors: failure.errors.map(({ path, message }) => ({
      path: path.replace(/^(numbering|reminders)\./, '').replace(/^days\..*$/, 'days'),
      message,
    })),
    ...(failure.requestId && { requestId: failure.requestId }),
  })

const numberOf = (value: Values[string]) => Number(String(value ?? '').trim() || Number.NaN)

export function NumberingPart({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.settings')
  const { dayOf } = useFormat()
  const { data } = useApi('GET /invoices/series', {})
  const today = dayOf(new Date().toISOString())
  const pattern: Field = { kind: 'text', max: 40, required: true, about: '' }
  const hint = (name: string, values: Values) => {
    const typed = String(values[name] ?? '').trim()
    const fault = patternFault(typed)
    if (fault) return fault
    const given = data?.items.find((item) => item.series === name && item.period === periodOf(typed, today))
    return t('nextNumber', { number: writeNumber(typed, today, (given?.last ?? 0) + 1) })
  }
  return (
    <Part
      settings={settings}
      fields={Object.fromEntries(seriesNames.map((name) => [name, pattern]))}
      flat={({ numbering }) => numbering}
      change={(values) => ({ numbering: values as NonNullable<Change['numbering']> })}
      hint={hint}
    />
  )
}

export function DocumentPart({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.settings')
  const names = useTranslations('invoiceEditor.languages')
  return (
    <Part
      settings={settings}
      fields={{
        termsDays: text(3),
        language: choice(languages),
        paper: choice(papers),
        paymentLink: text(500),
        paymentTerms: text(500, true),
        footer: text(1000, true),
      }}
      flat={({ termsDays, language, paper, paymentLink, paymentTerms, footer }) => ({
        termsDays: String(termsDays),
        language,
        paper,
        paymentLink,
        paymentTerms,
        footer,
      })}
      change={({ termsDays, ...rest }) =>
        ({ ...rest, ...(termsDays !== undefined && { termsDays: numberOf(termsDays) }) }) as Change
      }
      hint={(name) =>
        name === 'termsDays' || name === 'paymentLink' || name === 'footer' ? t(`hints.${name}`) : undefined
      }
      optionLabel={(name, option) =>
        name === 'language' ? names(languages.find((one) => one === option) ?? 'en') : option
      }
    />
  )
}

export function TaxPart({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.settings')
  return (
    <Part
      settings={settings}
      fields={{
        taxCategory: choice(taxCategories),
        taxRate: text(8),
        exemptionReason: text(500, true),
      }}
      flat={({ taxCategory, taxRate, exemptionReason }) => ({ taxCategory, taxRate, exemptionReason })}
      change={(values) => values as Change}
      hint={(name) =>
        name === 'taxRate' && settings.taxRates.length > 0
          ? t('hints.taxRate', { rates: settings.taxRates.map((rate) => `${rate} %`).join(', ') })
          : name === 'exemptionReason'
            ? t('hints.exemptionReason')
            : undefined
      }
      optionLabel={(_, option) => t(`categories.${taxCategories.find((one) => one === option) ?? 'S'}`)}
    />
  )
}

export function RemindersPart({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.settings')
  return (
    <Part
      settings={settings}
      fields={{ active: { kind: 'yesNo', about: '' }, days: text(80) }}
      flat={({ reminders }) => ({ active: reminders.active, days: reminders.days.join(', ') })}
      change={({ active, days }) => ({
        reminders: {
          active: active === undefined ? settings.reminders.active : active === true,
          days:
            days === undefined
              ? settings.reminders.days
              : String(days ?? '')
                  .split(/[\s,;]+/)
                  .filter(Boolean)
                  .map((day) => Number(day.replace('−', '-'))),
        },
      })}
      hint={(name) => (name === 'days' ? t('hints.days') : undefined)}
    />
  )
}
