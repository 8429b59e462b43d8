/** The editor of a draft, with what it needs to know of the organization. */
import { useSearch } from '@tanstack/react-router'
import { NoPermissionPage } from '#src/web/failure.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { useApi } from '#src/web/query.ts'
import { useMay } from '#src/web/session.ts'
import { LoadedRecord } from '#src/web/ui/record-page.tsx'
import { type EditorProps, EditorSheet } from './editor-sheet.tsx'
import type { Invoice } from './schema.ts'

const textOf = (value: SearchValues[string]) => [value].flat()[0] ?? ''

/** A new invoice, perhaps for the client or company one came from. */
export function NewInvoice() {
  const mayWrite = useMay('invoices.write')
  const search: SearchValues = useSearch({ strict: false })
  const clientId = textOf(search.clientId)
  const companyId = textOf(search.companyId)
  const client = useApi('GET /clients/:id', { id: clientId }, { enabled: clientId !== '' })
  const company = useApi('GET /companies/:id', { id: companyId }, { enabled: companyId !== '' })
  const subject = client.data ?? company.data
  if (!mayWrite) return <NoPermissionPage />
  if ((clientId || companyId) && !subject && !client.error && !company.error) return null
  const party = subject && {
    clientId: client.data?.id ?? null,
    companyId: client.data ? null : (company.data?.id ?? null),
    name: subject.name,
  }
  return <InvoiceEditor invoice={null} {...(party && { party })} />
}

/** A draft as one works on it; null for a new one. */
export function InvoiceEditor({ invoice, party }: { invoice: Invoice | null; party?: Party }) {
  const organization = useApi('GET /organization', {})
  const currency = organization.data?.currency
  return (
    <LoadedRecord query={useApi('GET /invoice-settings', {})}>
      {(settings) =>
        currency ? (
          <EditorSheet invoice={invoice} settings={settings} currency={currency} {...(party && { party })} />
        ) : null
      }
    </LoadedRecord>
  )
}

type Party = NonNullable<EditorProps['party']>
