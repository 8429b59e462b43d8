/** A hint that this person may be here twice, and the way to make one of two. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import sections from '#src/web/ui/record-section.module.css'
import type { Client } from './client-record.tsx'
import classes from './merging.module.css'

const MergeDialog = lazy(() =>
  import('./merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })),
)
const few = 3

export function PossibleDuplicates({ client }: { client: Client }) {
  const t = useTranslations('clients.duplicates')
  const { slug } = useOrganization()
  const { language } = usePerson()
  const { data } = useApi('GET /clients/:id/duplicates', { id: client.id })
  const [other, setOther] = useState<Client | null>(null)
  const found = data?.items ?? []
  if (found.length === 0) return null
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return (
    <section className={classes.duplicates} aria-label={t('title')}>
      <h2 className={classes.duplicatesTitle}>{t('title')}</h2>
      {found.slice(0, few).map(({ client: twin, reasons }) => (
        <div key={twin.id} className={classes.duplicate}>
          <Avatar name={twin.name} size={24} />
          <span className={sections.personName}>
            <Link to="/o/$slug/clients/$id" params={{ slug, id: twin.id }}>
              {twin.name}
            </Link>
            <span className={classes.duplicateWhy}>{list.format(reasons.map((reason) => t(reason)))}</span>
          </span>
          <Button size="xs" onClick={() => setOther(twin)}>
            {t('compare')}
          </Button>
        </div>
      ))}
      {found.length > few && (
        <p className={classes.duplicateWhy}>{t('more', { count: found.length - few })}</p>
      )}
      <Suspense>
        {other && <MergeDialog client={client} other={other} close={() => setOther(null)} />}
      </Suspense>
    </section>
  )
}
