/** The lists without an invoice or a bill yet. */
import { Button } from '@mantine/core'
import { IconFileDollar, IconFileInvoice } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useMay, useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import type { Column } from '#src/web/ui/columns.ts'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import quick from '#src/web/ui/quick-form.module.css'
import { useOpenNewInvoice } from './invoice-commands.tsx'
import type { ListedInvoice } from './invoice-record.tsx'

interface EmptyProps {
  columns: readonly Column<ListedInvoice>[]
}

export function InvoicesEmpty({ columns }: EmptyProps) {
  const t = useTranslations('invoices')
  const { slug } = useOrganization()
  const mayWrite = useMay('invoices.write')
  const manages = useMay('settings.manage')
  const own = useSeesOwnOnly()
  const openNew = useOpenNewInvoice()
  return (
    <EmptyState
      columns={columns}
      icon={<IconFileInvoice size={44} stroke={1.25} />}
      title={t(own ? 'empty.own' : mayWrite ? 'empty.title' : 'empty.viewer')}
      text={t(own ? 'empty.ownText' : mayWrite ? 'empty.text' : 'empty.viewerText')}
    >
      {mayWrite && (
        <div className={quick.foot}>
          <Button
            variant="filled"
            autoFocus
            rightSection={<KeyHint keys="Enter" />}
            onClick={() => openNew()}
          >
            {t('empty.action')}
          </Button>
          {manages && (
            <span className={quick.or}>
              {t('empty.or')}{' '}
              <Link to="/o/$slug/settings" params={{ slug }} search={{ section: 'invoices' }}>
                {t('empty.settings')}
              </Link>
            </span>
          )}
        </div>
      )}
    </EmptyState>
  )
}

export function BillsEmpty({ columns, enter }: EmptyProps & { enter: () => void }) {
  const t = useTranslations('invoices')
  const mayWrite = useMay('invoices.issue')
  return (
    <EmptyState
      columns={columns}
      icon={<IconFileDollar size={44} stroke={1.25} />}
      title={t(mayWrite ? 'noBills.title' : 'noBills.viewer')}
      text={t(mayWrite ? 'noBills.text' : 'noBills.viewerText')}
    >
      {mayWrite && (
        <Button variant="filled" autoFocus rightSection={<KeyHint keys="Enter" />} onClick={enter}>
          {t('newBill')}
        </Button>
      )}
    </EmptyState>
  )
}
