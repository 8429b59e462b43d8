/** Where an import begins: choose what the list is of, drop it anywhere; below, the imports so far. */
import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { NoPermissionPage } from '#src/web/failure.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { Page, PageBody } from '#src/web/ui/page.tsx'
import { FileDrop } from './file-drop.tsx'
import { ImportHistory } from './import-history.tsx'
import type { Import } from './import-words.tsx'
import classes from './imports.module.css'
import { Steps } from './steps.tsx'

export function ImportsPage() {
  const may = useMay('imports')
  return may ? <FileStep /> : <NoPermissionPage />
}

function FileStep() {
  const t = useTranslations('imports')
  const search: SearchValues = useSearch({ strict: false })
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [kind, setKind] = useState<Import['kind']>(search.kind === 'company' ? 'company' : 'client')
  const opened = useCallback(
    (id: string) => void navigate({ to: '/o/$slug/import/$id', params: { slug, id } }),
    [navigate, slug],
  )
  return (
    <Page title={t('title')}>
      <Steps at="file" />
      <PageBody>
        <div className={classes.start}>
          <div className={classes.kind}>
            <span id="import-kind">{t('file.kind')}</span>
            <SegmentedControl
              aria-labelledby="import-kind"
              value={kind}
              onChange={(value) => setKind(value as Import['kind'])}
              data={[
                { value: 'client', label: t('file.client') },
                { value: 'company', label: t('file.company') },
              ]}
            />
          </div>
          <FileDrop kind={kind} opened={opened} />
          <ImportHistory />
        </div>
      </PageBody>
    </Page>
  )
}
