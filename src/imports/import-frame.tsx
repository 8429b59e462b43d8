/** The frame of each step of an import: the way here, the file, the step's buttons. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useOrganization } from '#src/web/session.ts'
import { Page } from '#src/web/ui/page.tsx'
import { Trail } from '#src/web/ui/trail.tsx'
import { type Import, useFileWord } from './import-words.tsx'

interface ImportFrameProps {
  record: Import
  actions?: ReactNode
  children: ReactNode
}

export function ImportFrame({ record, actions, children }: ImportFrameProps) {
  const t = useTranslations('imports')
  const { slug } = useOrganization()
  const fileWord = useFileWord()
  const from =
    record.kind === 'client'
      ? { label: t('clients'), link: { to: '/o/$slug/clients' as const, params: { slug } } }
      : { label: t('companies'), link: { to: '/o/$slug/companies' as const, params: { slug } } }
  return (
    <Page
      title={`${t('title')} ${record.fileName}`}
      heading={
        <Trail from={from} title>
          {t('title')}
        </Trail>
      }
      aside={fileWord(record)}
      actions={actions}
    >
      {children}
    </Page>
  )
}
