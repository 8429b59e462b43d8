/** A new invoice from everywhere: its key, its command, and for whom when a client's or company's page is open. */
import { IconFileInvoice } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { useKey } from '#src/web/keys.tsx'
import { useCommand } from '#src/web/palette-store.ts'
import { useOpenRecord } from '#src/web/record-list.ts'
import { useMay } from '#src/web/session.ts'
import { invoiceList } from './invoice-record.tsx'

interface Buyer {
  clientId?: string
  companyId?: string
}

/** Of the page that is open, when it is that of a client or company. */
function buyerOfPage(): Buyer {
  const [, kind, id] =
    /^\/o\/[^/]+\/(clients|companies)\/([\da-f-]{36})$/.exec(window.location.pathname) ?? []
  if (!id) return {}
  return kind === 'clients' ? { clientId: id } : { companyId: id }
}

export function useOpenNewInvoice() {
  const open = useOpenRecord(invoiceList)
  return useCallback((buyer: Buyer = buyerOfPage()) => open('new', { ...buyer }), [open])
}

/** Used once, by the shell. */
export function InvoiceCommands() {
  const t = useTranslations('invoices')
  const mayWrite = useMay('invoices.write')
  const openNew = useOpenNewInvoice()
  useKey('i', t('new'), () => openNew(), { disabled: !mayWrite, frame: true })
  useCommand(
    { id: 'new-invoice', label: t('new'), icon: IconFileInvoice, keys: 'i', run: () => openNew() },
    !mayWrite,
  )
  return null
}
