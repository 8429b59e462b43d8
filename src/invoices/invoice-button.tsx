/** In the head of a client's or company's page: writes an invoice to them. */
import { Button } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useMay } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { useOpenNewInvoice } from './invoice-commands.tsx'

interface InvoiceButtonProps {
  subject: { clientId: string } | { companyId: string }
  /** Among the phone's thumbs, with the word below. */
  thumb?: string
}

export function InvoiceButton({ subject, thumb }: InvoiceButtonProps) {
  const t = useTranslations('invoices.types')
  const openNew = useOpenNewInvoice()
  const write = () => openNew(subject)
  if (!useMay('invoices.write')) return null
  if (thumb !== undefined)
    return (
      <Button className={thumb} onClick={write}>
        <IconFileInvoice size={20} aria-hidden="true" />
        {t('invoice')}
      </Button>
    )
  return (
    <Button
      visibleFrom="sm"
      leftSection={<IconFileInvoice />}
      rightSection={<KeyHint keys="i" />}
      onClick={write}
    >
      {t('invoice')}
    </Button>
  )
}
