/** Who works at a company; one more is added here. */
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { clientKind } from '#src/clients/client-record.tsx'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay, useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import classes from '#src/web/ui/record-section.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { Company } from './company-record.tsx'

const few = 8

export function CompanyPeople({ company }: { company: Company }) {
  const { id } = company
  const { number } = useFormat()
  const t = useTranslations('companies.page')
  const { slug } = useOrganization()
  const mayWrite = useMay('clients.write')
  const own = useSeesOwnOnly()
  const { data, error, isPending, refetch } = useApi('GET /clients', {
    companyId: id,
    sort: '-lastContactAt',
    limit: few,
  })
  const people = data?.items ?? []
  const list = { sort: clientKind.usualSort, companyId: id }
  const add = () => openQuick('client', { companyId: id })
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('people')}</h2>
        {mayWrite && (
          <ActionIcon
            size="sm"
            className={classes.sectionAction ?? ''}
            aria-label={t('addPerson')}
            onClick={add}
          >
            <IconPlus />
          </ActionIcon>
        )}
      </div>
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {isPending && <LinesSkeleton count={3} />}
      {data && people.length === 0 && (
        <p className={classes.nothing}>
          {t(own ? 'noOwnPeople' : 'noPeople')}{' '}
          {mayWrite && (
            <button type="button" className={classes.textButton} onClick={add}>
              {t('addFirst')}
            </button>
          )}
        </p>
      )}
      <ul className={classes.people}>
        {people.map((person) => (
          <li key={person.id}>
            <Link
              className={classes.person}
              to="/o/$slug/clients/$id"
              params={{ slug, id: person.id }}
              search={list}
            >
              <Avatar name={person.name} size={24} />
              <span className={classes.personName}>
                <span>{person.name}</span>
                {person.jobTitle && <span className={classes.personJob}>{person.jobTitle}</span>}
              </span>
              <span className={classes.personAt}>
                {person.lastContactAt && <Moment at={person.lastContactAt} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {data?.nextCursor && (
        <Link className={classes.textLink} to="/o/$slug/clients" params={{ slug }} search={list}>
          {t('allPeople', { count: number(company.clientCount) })}
        </Link>
      )}
    </section>
  )
}
