/** An audit entry as a sentence: who, what they did, to what. What it is called now is asked for apart. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import classes from './audit.module.css'
import type { AuditEntry, Subject } from './schema.ts'

export type Subjects = ReadonlyMap<string, Subject>

const routes = {
  client: '/o/$slug/clients/$id',
  company: '/o/$slug/companies/$id',
  invoice: '/o/$slug/invoices/$id',
} as const

/** The page that shows it, or shows what it hangs on; undefined when there is none (any more). */
export function pageOf(subject: Subject | undefined, slug: string) {
  const shown = subject?.about ?? (subject?.trashed ? undefined : subject)
  if (!shown) return undefined
  const to = routes[shown.kind as keyof typeof routes]
  return to && { to, params: { slug, id: shown.id } }
}

export function useActor() {
  const t = useTranslations('audit')
  // Joining is done by the system on behalf of the person who joins, and the entry names that person.
  return ({ actor }: AuditEntry) => (actor.id === null && actor.kind === 'system' ? t('upcrm') : actor.name)
}

/** What follows the name: "changed last name and tags of Katarzyna Wójcik". */
export function Deed({ entry, subjects }: { entry: AuditEntry; subjects: Subjects }): ReactNode {
  const t = useTranslations('audit')
  const fields = useFieldList()
  const { operation, subject, changed } = entry
  // Joining leaves two entries: the invitation that was accepted, and the member there is now.
  const deed =
    operation === 'invitation.accept' && subject.kind === 'member' ? 'invitation.joined' : operation
  // What is done to one thing may change another: a payment and the invoice that it pays.
  const own = `did.${deed}_${subject.kind}` as 'did.client.update'
  const key = t.has(own) ? own : (`did.${deed}` as 'did.client.update')
  const what = () => <What entry={entry} subjects={subjects} />
  if (!t.has(key)) return t.rich('other', { operation, what })
  return t.rich(key, { what, fields: fields(changed) })
}

function What({ entry, subjects }: { entry: AuditEntry; subjects: Subjects }): ReactNode {
  const t = useTranslations('audit')
  const { slug } = useOrganization()
  const { subject, actor } = entry
  const found = subjects.get(subject.id)
  if (subject.kind === 'member' && subject.id === actor.id) return t('self')
  const unnamed = `unnamed.${subject.kind}` as 'unnamed.client'
  const name = found?.name || (t.has(unnamed) ? t(unnamed) : subject.kind)
  const own = <Name page={found?.about ? undefined : pageOf(found, slug)}>{name}</Name>
  if (!found?.about) return own
  const page = pageOf(found, slug)
  return t.rich('on', { subject: () => own, about: () => <Name page={page}>{found.about?.name}</Name> })
}

function Name({ page, children }: { page: ReturnType<typeof pageOf>; children: ReactNode }) {
  if (!page) return <span className={classes.what}>{children}</span>
  // The row has the focus, and Enter opens this.
  return (
    <Link {...page} className={classes.what} tabIndex={-1}>
      {children}
    </Link>
  )
}

function useFieldList() {
  const t = useTranslations('audit')
  const { language } = usePerson()
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const word = (name: string) => {
    const key = `fields.${name}` as 'fields.name'
    return t.has(key)
      ? t(key)
      : name.replace(/(Id|At|On)$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  }
  return (names: readonly string[]) => (names.length > 0 ? list.format(names.map(word)) : t('something'))
}
