/** Mails about invoices as templates: what stands in braces is filled in. Pure: the settings show what would be sent. */
import type { MailKind, Template } from './settings-schema.ts'

export const placeholders = [
  'number',
  'total',
  'due',
  'issuedOn',
  'dueOn',
  'name',
  'seller',
  'link',
  'reference',
] as const
export type Placeholder = (typeof placeholders)[number]

export type MailWords = Readonly<Record<MailKind, Template>>

export const lines = (...all: string[]) => all.join('\n')

const fill = (text: string, values: Readonly<Record<Placeholder, string>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Placeholder] : whole,
  )

/** The mail itself. A name in the subject makes no second header; a text without the link gets it at its end. */
export function fillTemplate(
  { subject, text }: Template,
  values: Readonly<Record<Placeholder, string>>,
): Template {
  const whole = fill(text, values)
  return {
    subject: fill(subject, values)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    text: values.link && !whole.includes(values.link) ? `${whole}\n\n${values.link}` : whole,
  }
}
