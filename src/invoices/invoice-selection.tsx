/** What can be done with the selected invoices at once, and what they come to, a sum for each currency. */
import { IconCheck, IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { api } from '#src/web/api.ts'
import { useBulk } from '#src/web/bulk.tsx'
import { useFormat } from '#src/web/intl.tsx'
import type { Selection } from '#src/web/ui/selection.ts'
import { type SelectionAction, SelectionBar } from '#src/web/ui/selection-bar.tsx'
import { documentAddress, isOpen, type ListedInvoice, paymentTouches, signed } from './invoice-record.tsx'

interface InvoiceSelectionProps {
  selection: Selection
  rows: readonly ListedInvoice[]
}

/** Sums of what is open, or of the totals where nothing is; sums of different currencies are never added. */
export function sumsOf(invoices: readonly ListedInvoice[]) {
  const open = invoices.some(isOpen)
  const sums = new Map<string, number>()
  for (const invoice of invoices) {
    const amount = open ? (isOpen(invoice) ? invoice.amountDue : 0) : invoice.total
    sums.set(invoice.currency, (sums.get(invoice.currency) ?? 0) + signed(invoice, amount))
  }
  const shown = [...sums].filter(([, sum]) => !open || sum !== 0)
  return { open, sums: shown.sort(([one], [other]) => one.localeCompare(other)) }
}

export function InvoiceSelection({ selection, rows }: InvoiceSelectionProps) {
  const t = useTranslations('invoices.selection')
  const { money } = useFormat()
  const bulk = useBulk()
  const chosen = rows.filter(({ id }) => selection.has(id))
  const payable = chosen.filter(isOpen)
  const issued = chosen.filter(({ status, direction }) => status !== 'draft' && direction === 'sales')
  const { open, sums } = sumsOf(chosen)
  const said = sums.map(([currency, sum]) => money(sum, currency)).join(' + ')
  const markPaid = () =>
    bulk({
      items: payable,
      change: ({ id, amountDue }) => api('POST /payments', { invoiceId: id, amount: amountDue }),
      back: (_, { id, version }) => api('DELETE /payments/:id', { id }, { version }),
      touches: paymentTouches,
      working: t('working'),
      done: (count) => t('paid', { count }),
      failed: (count) => t('failed', { count }),
    })
  const actions: SelectionAction[] = [
    {
      label: t('markPaid'),
      icon: IconCheck,
      run: () => void markPaid(),
      ...(payable.length === 0 && { refused: t('nothingOpen') }),
    },
    {
      label: t('download'),
      icon: IconDownload,
      run: () => downloadAll(issued.map(({ id }) => id)),
      ...(issued.length === 0 && { refused: t('nothingIssued') }),
    },
  ]
  return (
    <SelectionBar
      selection={selection}
      sum={said && t(open ? 'open' : 'total', { sum: said })}
      actions={actions}
    />
  )
}

const between = 400

/** One after the other: a browser drops downloads that begin together. */
function downloadAll(ids: readonly string[]) {
  ids.forEach((id, i) => {
    setTimeout(() => {
      const link = document.createElement('a')
      link.href = documentAddress(id, 'pdf')
      link.download = ''
      document.body.append(link)
      link.click()
      link.remove()
    }, i * between)
  })
}
