/** The head of a client's page: the way here and the neighbours in the list, what one can do, and who it is. */
import { Menu, Tooltip } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useOrganization } from '#src/web/session.ts'
import { RecordBar, RecordMenu } from '#src/web/ui/record-bar.tsx'
import classes from '#src/web/ui/record-head.module.css'
import { RecordHead } from '#src/web/ui/record-head.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { type Client, clientKind } from './client-record.tsx'

const EditClient = lazy(() => import('./edit-client.tsx').then((module) => ({ default: module.EditClient })))
const MergeDialog = lazy(() =>
  import('./merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })),
)

interface HeadProps {
  client: Client
  mayWrite: boolean
}

export function ClientBar({ client, mayWrite }: HeadProps) {
  const t = useTranslations('clients.page')
  const [opened, setOpened] = useState<'edit' | 'merge' | null>(null)
  const close = () => setOpened(null)
  return (
    <RecordBar of={clientKind} record={client} mayWrite={mayWrite}>
      <RecordMenu of={clientKind} record={client} mayWrite={mayWrite} edit={() => setOpened('edit')}>
        <Menu.Item leftSection={<IconArrowMerge />} onClick={() => setOpened('merge')}>
          {t('merge')}
        </Menu.Item>
      </RecordMenu>
      <Suspense>
        {opened === 'edit' && <EditClient client={client} close={close} />}
        {opened === 'merge' && <MergeDialog client={client} close={close} />}
      </Suspense>
    </RecordBar>
  )
}

export function ClientHead({ client, mayWrite }: HeadProps) {
  const t = useTranslations('clients.page')
  const { slug } = useOrganization()
  const { jobTitle, company, status, restricted } = client
  return (
    <RecordHead
      record={client}
      kind="person"
      mayWrite={mayWrite}
      badges={
        <>
          {restricted && (
            <Tooltip label={t('restricted')} multiline w={280}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason is read by keys, too */}
              <span tabIndex={0}>
                <Status of="restricted" badge />
              </span>
            </Tooltip>
          )}
          <Status of={status} badge />
        </>
      }
    >
      {(jobTitle || company) && (
        <span className={classes.ownLine}>
          {jobTitle} {jobTitle && company && t('at')}{' '}
          {company && (
            <Link className={classes.company} to="/o/$slug/companies/$id" params={{ slug, id: company.id }}>
              {company.name}
            </Link>
          )}
        </span>
      )}
    </RecordHead>
  )
}
