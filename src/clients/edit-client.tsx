/** All fields of a client in one form. */
import { usePeople } from '#src/web/people.ts'
import { EditRecord } from '#src/web/ui/edit-record.tsx'
import { type Client, clientKind, useClientTags } from './client-record.tsx'
import { clientFields } from './fields.ts'

export function EditClient({ client, close }: { client: Client; close: () => void }) {
  const { nameOf } = usePeople()
  return (
    <EditRecord
      of={clientKind}
      record={client}
      fields={clientFields}
      refersTo={{ companyId: client.company?.name, ownerId: nameOf(client.ownerId) }}
      tags={useClientTags()}
      close={close}
    />
  )
}
