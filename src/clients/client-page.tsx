/** The client page: who it is, what is known, everything that happened, and what comes next, on one page. */
import { useParams } from '@tanstack/react-router'
import { useMay } from '#src/web/session.ts'
import { useOnPhone } from '#src/web/ui/phone-width.ts'
import { LoadedRecord, RecordPage } from '#src/web/ui/record-page.tsx'
import { ClientFacts, CompanyFacts } from './client-facts.tsx'
import { ClientBar, ClientHead } from './client-head.tsx'
import { type Client, clientKind, useClient } from './client-record.tsx'
import { Colleagues } from './colleagues.tsx'
import { PossibleDuplicates } from './possible-duplicates.tsx'

export function ClientPage() {
  const { id = '' } = useParams({ strict: false })
  return (
    <LoadedRecord query={useClient(id)}>{(client) => <ClientView key={id} client={client} />}</LoadedRecord>
  )
}

function ClientView({ client }: { client: Client }) {
  const onPhone = useOnPhone()
  // What is restricted may be read, and is not worked on (GDPR Art. 18).
  const mayWrite = useMay('clients.write') && !client.restricted
  const colleagues = client.companyId && <Colleagues client={client} />
  return (
    <RecordPage
      of={clientKind}
      record={client}
      subtitle={client.company?.name ?? null}
      mayWrite={mayWrite}
      bar={<ClientBar client={client} mayWrite={mayWrite} />}
      head={<ClientHead client={client} mayWrite={mayWrite} />}
      facts={
        <>
          <ClientFacts client={client} mayWrite={mayWrite} />
          {client.companyId && <CompanyFacts id={client.companyId} />}
        </>
      }
      belowFiles={onPhone && colleagues}
      aboveAlerts={mayWrite && <PossibleDuplicates client={client} />}
      belowAlerts={!onPhone && colleagues}
    />
  )
}
